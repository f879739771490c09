import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'

const kept = new Map<string, unknown>()

/** A state that is still there when the user comes back from a document to the library. */
export function useKept<Value>(name: string, first: Value): readonly [Value, Dispatch<SetStateAction<Value>>] {
  const [value, setValue] = useState<Value>(() => (kept.has(name) ? (kept.get(name) as Value) : first))
  useEffect(() => {
    kept.set(name, value)
  }, [name, value])
  return [value, setValue]
}
