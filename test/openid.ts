import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A provider in a process of its own. */
export interface TestProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  stop(): void
}

export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const script = fileURLToPath(new URL('openid-provider.mjs', import.meta.url))
  const running = spawn(process.execPath, [script, redirectUri], { stdio: ['pipe', 'pipe', 'ignore'] })
  const [line] = (await once(running.stdout, 'data')) as [Buffer]
  const client = { clientId: 'gouji', clientSecret: 'a secret for tests' }
  return { issuer: line.toString().trim(), ...client, stop: () => running.stdin.end() }
}

/** A browser as far as it is needed: cookies, redirections, forms. */
export class Browser {
  readonly #cookies = new Map<string, string>()

  async request(address: string, form?: Record<string, string>): Promise<Response> {
    const headers = { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
    const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    const response = await fetch(address, { redirect: 'manual', headers, ...body })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      this.#cookies.set(name, value)
    }
    return response
  }

  /** Signs in at the provider and consents; the address that it sends back to, which begins with `back`. */
  async signIn(address: string, login: string, back: string): Promise<URL> {
    let at = address
    for (let step = 0; step < 20; step += 1) {
      if (at.startsWith(back)) return new URL(at)
      let response = await this.request(at)
      if (response.status === 200) {
        const page = await response.text()
        const [, action = at] = /action="([^"]+)"/.exec(page) ?? []
        const prompt = page.includes('value="login"') ? 'login' : 'consent'
        response = await this.request(new URL(action, at).href, { prompt, login, password: 'any' })
      }
      at = new URL(response.headers.get('location') ?? '', at).href
    }
    throw new Error('the provider does not come to an end')
  }
}
