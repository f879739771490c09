import { dictionary } from '../language/language.tsx'

export const words = dictionary(
  {
    fault: '页面出错了。',
    faultRemedy: '重新打开即可继续，文件和核对结果都在本机。再次出错时，请把下面一行交给维护者。',
    reload: '重新打开',
    rooms: '各功能页',
    account: '我的账号',
    signOut: '退出登录',
    offline: '连不上勾稽服务。确认启动勾稽的窗口还开着（npm start）；恢复后本页自动继续。',
  },
  {
    fault: 'The page failed.',
    faultRemedy:
      'Open it again to go on; files and results lie on this machine. If it fails again, hand the line below to the maintainers.',
    reload: 'Open again',
    rooms: 'Rooms',
    account: 'My account',
    signOut: 'Sign out',
    offline:
      'The Gouji server cannot be reached. Make sure that the window that runs it is open (npm start); this page then goes on by itself.',
  },
)
