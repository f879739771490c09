/** A name that the classification gave up, with the last year in which it was right. */
export interface FormerName {
  readonly code: string
  readonly name: string
  readonly until: number
  readonly now: string
}

/** Classes and sections that were renamed; items change too often to be listed. */
export const FORMER_NAMES: readonly FormerName[] = [
  { code: '207', name: '文化体育与传媒支出', until: 2018, now: '文化旅游体育与传媒支出' },
  { code: '210', name: '医疗卫生与计划生育支出', until: 2018, now: '卫生健康支出' },
  { code: '210', name: '医疗卫生支出', until: 2013, now: '卫生健康支出' },
  { code: '211', name: '环境保护支出', until: 2010, now: '节能环保支出' },
  { code: '212', name: '城乡社区事务', until: 2014, now: '城乡社区支出' },
  { code: '213', name: '农林水事务', until: 2014, now: '农林水支出' },
  { code: '220', name: '国土海洋气象等支出', until: 2018, now: '自然资源海洋气象等支出' },
  { code: '220', name: '国土资源气象等事务', until: 2014, now: '自然资源海洋气象等支出' },
  { code: '20805', name: '行政事业单位离退休', until: 2019, now: '行政事业单位养老支出' },
]
