import Button from 'antd/es/button'
import { useState } from 'react'
import { fileIn, type NamedFile, save } from '../api/files.ts'
import { usePeople } from '../api/people.ts'
import { useWords } from '../language/language.tsx'
import { Drawer } from '../look/drawer.tsx'
import { ListImport } from './list-import.tsx'
import { words as peopleWords } from './words.ts'

interface Taken {
  readonly links: NamedFile
  readonly count: number
}

/** A list of people; the workbook of their links is saved at once, for it exists this once. */
export function PeopleImport({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(peopleWords)
  const { refresh } = usePeople()
  const [taken, setTaken] = useState<Taken | null>(null)
  const keep = async (answer: Response, count: number): Promise<void> => {
    const links = await fileIn(answer)
    save(links)
    setTaken({ links, count })
    await refresh()
  }
  return (
    <Drawer title={words.importList} onClose={onClose}>
      {taken === null ? (
        <ListImport base="/api/accounts" take={words.takePeople} onTaken={keep} />
      ) : (
        <div className="people-form" role="status">
          <p>
            <b>{words.peopleImported(taken.count)}</b>
          </p>
          <p className="muted">{words.linksNote}</p>
          <Button type="primary" onClick={() => save(taken.links)}>
            {words.saveLinks}
          </Button>
        </div>
      )}
    </Drawer>
  )
}
