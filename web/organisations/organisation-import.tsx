import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Select from 'antd/es/select'
import { useState } from 'react'
import { Link } from 'wouter'
import { useMay } from '../api/me.ts'
import { ORGANISATIONS } from '../api/organisations.ts'
import { useWords } from '../language/language.tsx'
import { Drawer } from '../look/drawer.tsx'
import { ListImport } from '../people/list-import.tsx'
import { words as peopleWords } from '../people/words.ts'
import { words as organisationWords } from './words.ts'

interface Props {
  readonly year: number
  readonly onTaken: (year: number) => void
  readonly onClose: () => void
}

const YEARS_BACK = 10

/** This year, the next, and some before. */
const yearsFor = (): number[] => {
  const present = new Date().getFullYear()
  return Array.from({ length: YEARS_BACK + 2 }, (_, index) => present + 1 - index)
}

/** A list of organisations that holds from a year on. */
export function OrganisationImport({ year: first, onTaken, onClose }: Props) {
  const words = useWords(organisationWords)
  const people = useWords(peopleWords)
  const may = useMay()
  const client = useQueryClient()
  const [year, setYear] = useState(first)
  const [isTaken, setIsTaken] = useState(false)
  const taken = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ORGANISATIONS })
    setIsTaken(true)
    onTaken(year)
  }
  return (
    <Drawer title={words.importTitle} onClose={onClose}>
      {isTaken ? (
        <div className="people-form" role="status">
          <p>
            <b>{words.imported(year)}</b>
          </p>
          <span className="file-ways">
            {may('account.manage') ? (
              <Link href="/people" className="step-link is-next">
                {words.addPeople}
              </Link>
            ) : null}
            <Button onClick={() => setIsTaken(false)}>{words.importAnother}</Button>
          </span>
        </div>
      ) : (
        <div className="people-form import-form">
          <div className="field">
            <span className="field-name">{words.importYear}</span>
            <Select<number>
              aria-label={words.importYear}
              className="import-year"
              value={year}
              options={yearsFor().map((one) => ({ value: one, label: words.yearOf(one) }))}
              onChange={setYear}
            />
            <p className="faint">{words.importNote}</p>
          </div>
          {/* A report is of its year. */}
          <ListImport
            key={year}
            base="/api/organisations"
            query={`?year=${year}`}
            take={people.takeChanges}
            onTaken={taken}
          />
        </div>
      )}
    </Drawer>
  )
}
