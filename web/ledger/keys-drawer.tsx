import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import type { LedgerState } from '../../src/app/server/index.ts'
import { useRotation } from '../api/ledger.ts'
import { useMay } from '../api/me.ts'
import { useMoment, useWords } from '../language/language.tsx'
import { grouped } from '../language/measures.ts'
import { terms } from '../language/terms.ts'
import { Refusal, useActing } from '../look/acting.tsx'
import { Drawer } from '../look/drawer.tsx'
import { words as ledgerWords } from './words.ts'

/** What anybody needs who wants to verify: public keys, their fingerprints, the latest seal. */
export function KeysDrawer({ state, onClose }: { readonly state: LedgerState; readonly onClose: () => void }) {
  const words = useWords(ledgerWords)
  const moment = useMoment()
  const { keys, seal } = state
  return (
    <Drawer title={words.keys} onClose={onClose}>
      <div className="ledger-keys">
        <p className="muted">{keys.length === 0 ? words.noKeys : words.keyText}</p>
        {[...keys].reverse().map((key, index) => (
          <section key={key.fingerprint}>
            <h3>
              {words.key(key.number, key.algorithm)}{' '}
              {index === 0 ? <span className="chip right">{words.valid}</span> : null}
            </h3>
            <dl className="facts">
              <dt>{words.fingerprint}</dt>
              <dd className="code">{key.fingerprint}</dd>
              <dt>{words.since}</dt>
              <dd>{moment(key.at)}</dd>
              <dt>{words.publicKey}</dt>
              <dd className="code">{key.publicKey}</dd>
            </dl>
          </section>
        ))}
        {seal === null ? null : (
          <section>
            <h3>{words.latestSeal}</h3>
            <p>
              {words.sealNumber(grouped(seal.number))} · {words.sealedTo(grouped(seal.upTo), moment(seal.at))}
            </p>
          </section>
        )}
        <Rotation algorithm={keys.at(-1)?.algorithm ?? 'Ed25519'} />
      </div>
    </Drawer>
  )
}

function Rotation({ algorithm }: { readonly algorithm: 'Ed25519' | 'SM2' }) {
  const words = useWords(ledgerWords)
  const common = useWords(terms)
  const may = useMay()
  const rotate = useRotation()
  const { isBusy, problem, act } = useActing()
  if (!may('ledger.manage')) return null
  const isLost = problem?.code === 'seal-key-missing'
  return (
    <section>
      <Refusal problem={problem} />
      <Popconfirm
        title={isLost ? words.rotateLostAsk : words.rotateAsk}
        okText={words.rotate}
        cancelText={common.cancel}
        // A modal dialog lets nothing beside it be pressed: the question belongs inside.
        getPopupContainer={(button) => button.closest('dialog') ?? document.body}
        onConfirm={() => act(() => rotate(algorithm, isLost))}
      >
        <Button danger={isLost} loading={isBusy}>
          {isLost ? words.rotateLost : words.rotate}
        </Button>
      </Popconfirm>
    </section>
  )
}
