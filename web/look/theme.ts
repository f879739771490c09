import type { ThemeConfig } from 'antd'

/** Ant Design in the look of the pages: the tokens of look.css, no shadows, hairlines, 13 px. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f4e8c',
    colorError: '#c8321f',
    colorWarning: '#8f5c0f',
    colorSuccess: '#1b7f4d',
    colorText: '#1d2433',
    colorTextSecondary: '#5b667a',
    colorTextPlaceholder: '#667085',
    colorBorder: '#e4e7ec',
    colorBorderSecondary: '#e4e7ec',
    colorBgLayout: '#f5f6f8',
    colorLink: '#1f4e8c',
    controlItemBgHover: '#f5f6f8',
    controlItemBgActive: '#eaf1fb',
    controlItemBgActiveHover: '#eaf1fb',
    borderRadius: 6,
    borderRadiusLG: 8,
    fontSize: 13,
    controlHeight: 30,
    fontFamily:
      '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif',
    boxShadow: '0 2px 10px #1d243322',
    boxShadowSecondary: '0 2px 10px #1d243322',
    wireframe: false,
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Select: { optionSelectedBg: '#eaf1fb', optionActiveBg: '#f5f6f8' },
    Segmented: { trackBg: '#eceef2', itemColor: '#5b667a' },
  },
}
