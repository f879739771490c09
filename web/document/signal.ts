import { createContext, useContext, useSyncExternalStore } from 'react'
import type { PlaceView } from '../../src/app/server/index.ts'
import type { CellKey } from './places.ts'

/** A value that changes with each movement of the pointer: only who listens is drawn again. */
export interface Signal<Value> {
  readonly get: () => Value
  readonly set: (value: Value) => void
  readonly listen: (listener: () => void) => () => void
}

export function makeSignal<Value>(first: Value): Signal<Value> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (next === value) return
      value = next
      for (const listener of listeners) listener()
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const useSignal = <Value>(signal: Signal<Value>): Value => useSyncExternalStore(signal.listen, signal.get)

/** A place and its cell that the pointer or the focus is on. */
export interface Pointed {
  readonly at: PlaceView
  readonly key: CellKey | null
}

/** What the panes of a document tell each other. */
export interface Links {
  readonly pointed: Signal<Pointed | null>
  /** A place that the original shall show; a new object each time. */
  readonly showInOriginal: Signal<{ readonly at: PlaceView } | null>
  /** A cell that the table shall show. */
  readonly showInTable: Signal<{ readonly key: CellKey } | null>
}

export const makeLinks = (): Links => ({
  pointed: makeSignal<Pointed | null>(null),
  showInOriginal: makeSignal<{ readonly at: PlaceView } | null>(null),
  showInTable: makeSignal<{ readonly key: CellKey } | null>(null),
})

export const LinksContext = createContext<Links>(makeLinks())

export const useLinks = (): Links => useContext(LinksContext)
