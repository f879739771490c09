import { type RefObject, useEffect, useRef } from 'react'

type Listeners = { readonly [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void }

/**
 * Listens on a frame for what happens to the many cells inside it: a thousand cells share one listener, and the frame
 * itself is nothing to be pressed.
 */
export function useListeners(frame: RefObject<HTMLElement | null>, listeners: Listeners): void {
  const latest = useRef(listeners)
  latest.current = listeners
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const closing = new AbortController()
    const names = Object.keys(latest.current) as (keyof HTMLElementEventMap)[]
    for (const name of names) {
      const pass = (event: Event): void => (latest.current[name] as ((event: Event) => void) | undefined)?.(event)
      element.addEventListener(name, pass, { signal: closing.signal })
    }
    return () => closing.abort()
  }, [frame])
}
