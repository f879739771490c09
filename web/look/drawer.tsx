import ConfigProvider from 'antd/es/config-provider'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A sheet at the right edge over the page. The browser keeps the focus inside it and closes it with Escape. */
export function Drawer({ title, onClose, children }: Props) {
  const words = useWords(terms)
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (element === null) return
    element.showModal()
    // A press beside the sheet lands on the dialog itself.
    const press = (event: MouseEvent): void => {
      if (event.target === element) element.close()
    }
    element.addEventListener('click', press)
    return () => element.removeEventListener('click', press)
  }, [])
  return (
    <dialog ref={dialog} className="drawer" aria-labelledby={id} onClose={onClose}>
      <div className="drawer-sheet">
        <header className="pane-head">
          <h2 id={id}>{title}</h2>
          <span className="grow" />
          <button
            type="button"
            className="plain-button tool"
            aria-label={words.close}
            onClick={() => dialog.current?.close()}
          >
            ×
          </button>
        </header>
        {/* Nothing outside of an open dialog can be pressed: lists open inside it. */}
        <ConfigProvider getPopupContainer={(node) => node?.closest('dialog') ?? document.body}>
          <div className="drawer-body">{children}</div>
        </ConfigProvider>
      </div>
    </dialog>
  )
}
