import { Problem, type ProblemDefinition } from '../../kernel/index.ts'

/** What people can cause or mend around the ledger. */
export const ledgerProblems = Object.freeze({
  'seal-key-exposed': {
    status: 500,
    title: { zh: '封印密钥文件的权限过宽', en: 'Others may read the key file of the seals' },
    remedy: {
      zh: '请把该文件的权限改为 600；如可能已被他人读取，请更换密钥。',
      en: 'Set its mode to 600; replace the key if somebody may have read it.',
    },
  },
  'seal-key-unreadable': {
    status: 500,
    title: { zh: '封印密钥文件不能读取', en: 'The key file of the seals cannot be read' },
    remedy: { zh: '请从备份恢复该文件，或更换密钥。', en: 'Restore the file from its backup, or replace the key.' },
  },
  'seal-key-missing': {
    status: 500,
    title: { zh: '本机没有当前有效的封印密钥', en: 'The valid key of the seals is not on this machine' },
    remedy: {
      zh: '请从备份恢复密钥文件；确已丢失时更换密钥，并公布新指纹。',
      en: 'Restore the key file from its backup; if it is lost, replace the key and publish the new fingerprint.',
    },
  },
  'time-stamp-refused': {
    status: 502,
    title: { zh: '时间戳服务没有给出有效的时间戳', en: 'The time stamping authority gave no valid time stamp' },
    remedy: {
      zh: '请检查时间戳服务的地址、网络和证书；封印不受影响，稍后会重试。',
      en: 'Check its address, the network and its certificate; the seals stand, it is tried again later.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemDefinition>>)

export const ledgerProblem = (code: keyof typeof ledgerProblems, detail = ''): Problem =>
  new Problem(code, ledgerProblems[code], detail)
