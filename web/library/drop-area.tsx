import { useEffect, useState } from 'react'
import { useWords } from '../language/language.tsx'
import { filesDropped } from './dropped-files.ts'
import { words as libraryWords } from './words.ts'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true

/** Files may be dropped anywhere on the page; while they hang over it the page says so. */
export function DropArea({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const words = useWords(libraryWords)
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    // Entering a child leaves its parent, so that entering and leaving must be counted.
    let depth = 0
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault()
    }
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth += 1
      setIsOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth -= 1
      if (depth === 0) setIsOver(false)
    }
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event) || event.dataTransfer === null) return
      event.preventDefault()
      depth = 0
      setIsOver(false)
      void filesDropped(event.dataTransfer).then(onFiles)
    }
    const listeners = { dragover: over, dragenter: enter, dragleave: leave, drop } as const
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name as keyof typeof listeners, listener)
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name as keyof typeof listeners, listener)
    }
  }, [onFiles])
  return isOver ? (
    <div className="drop-over" role="status">
      <p>{words.dropHere}</p>
    </div>
  ) : null
}
