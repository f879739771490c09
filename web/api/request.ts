import type { ProblemDocument, ProblemView } from '../../src/app/server/index.ts'

/** What the server refused, or that it could not be reached: always with a remedy to show. */
export class RequestProblem extends Error {
  readonly view: ProblemView
  /** Of the answer; 0 where there was none. */
  readonly status: number

  constructor(view: ProblemView, status = 0) {
    super(view.code)
    this.name = 'RequestProblem'
    this.view = view
    this.status = status
  }
}

const unreachable: ProblemView = {
  code: 'server-unreachable',
  title: { zh: '连不上勾稽服务', en: 'The Gouji server cannot be reached' },
  remedy: {
    zh: '确认启动勾稽的窗口还开着（npm start），然后重试。',
    en: 'Make sure that the window that runs Gouji is still open (npm start), then try again.',
  },
  detail: '',
}

const unexpected: ProblemView = {
  code: 'answer-unexpected',
  title: { zh: '服务的回答看不懂', en: 'The answer of the server makes no sense' },
  remedy: { zh: '刷新页面再试。', en: 'Reload the page and try again.' },
  detail: '',
}

/** The problem that an answer carries; anything else did not come from our server. */
export function problemIn(type: string | null, body: string): RequestProblem {
  if (type?.includes('application/problem+json') !== true) return new RequestProblem(unexpected)
  const { problem, status } = JSON.parse(body) as ProblemDocument
  return new RequestProblem(problem, status)
}

export const unreachableProblem = (): RequestProblem => new RequestProblem(unreachable)

export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, init).catch((error: unknown) => {
    if (error instanceof TypeError) throw unreachableProblem()
    throw error
  })
  if (!response.ok) throw problemIn(response.headers.get('content-type'), await response.text())
  return response
}

export async function getJson<Body>(path: string, signal?: AbortSignal): Promise<Body> {
  const response = await request(path, signal === undefined ? {} : { signal })
  return (await response.json()) as Body
}
