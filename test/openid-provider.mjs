// An OpenID provider for tests, a process of its own: node openid-provider.mjs REDIRECT_URI prints its address.
// Whoever signs in as NAME@GROUP is in that group.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const [redirectUri] = process.argv.slice(2)
const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'gouji', client_secret: 'a secret for tests', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups', 'department'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, id) => {
      const [name, group, department] = id.split('@')
      const claims = { sub: id, name, preferred_username: name, groups: [group], department }
      return { accountId: id, claims: async () => claims }
    },
  })
  server.on('request', provider.callback())
  process.stdout.write(`${issuer}\n`)
})
process.stdin.resume().on('end', () => process.exit(0))
