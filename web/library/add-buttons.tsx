import Button from 'antd/es/button'
import { type ChangeEvent, useRef } from 'react'
import { useWords } from '../language/language.tsx'
import { filesChosen } from './dropped-files.ts'
import { words as libraryWords } from './words.ts'

interface Props {
  readonly onFiles: (files: readonly File[]) => void
}

const ACCEPT = '.zip,.pdf,.docx,.xlsx,.xls,.html,.htm,.txt,.doc'

export function AddButtons({ onFiles }: Props) {
  const words = useWords(libraryWords)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    onFiles(filesChosen(event.target.files))
    event.target.value = ''
  }
  return (
    <>
      <input ref={files} type="file" multiple accept={ACCEPT} hidden onChange={choose} aria-label={words.addFiles} />
      <input
        ref={folder}
        type="file"
        hidden
        onChange={choose}
        aria-label={words.addFolder}
        {...({ webkitdirectory: '' } as object)}
      />
      <Button className="folder-button" onClick={() => folder.current?.click()}>
        {words.addFolder}
      </Button>
      <Button type="primary" onClick={() => files.current?.click()}>
        {words.addFiles}
      </Button>
    </>
  )
}
