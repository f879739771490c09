import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import ConfigProvider from 'antd/es/config-provider'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RequestProblem } from './api/request.ts'
import { App } from './app.tsx'
import { LanguageProvider } from './language/language.tsx'
import { Fault } from './look/fault.tsx'
import './look/look.css'
import { theme } from './look/theme.ts'

const client: QueryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } },
  // Whoever is no longer signed in is asked to sign in, wherever that shows.
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      const isOut = error instanceof RequestProblem && error.status === 401
      if (isOut && queryKey[0] !== 'me') void client.invalidateQueries({ queryKey: ['me'] })
    },
  }),
})
/** The server names the one nonce under which styles may be added to this page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
const place = document.getElementById('app')
if (place === null) throw new Error('the page has no place for the app')

createRoot(place).render(
  <StrictMode>
    <ConfigProvider theme={theme} csp={{ nonce }} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <Fault>
            <App />
          </Fault>
        </LanguageProvider>
      </QueryClientProvider>
    </ConfigProvider>
  </StrictMode>,
)
