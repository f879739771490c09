import Select from 'antd/es/select'
import { useMemo } from 'react'
import type { OrganisationView } from '../../src/app/server/index.ts'

const EVERYWHERE = ''

interface Props {
  readonly label: string
  readonly organisations: readonly OrganisationView[]
  readonly value: string | null
  /** What stands for null; without it one has to be chosen. */
  readonly everywhere?: string | undefined
  readonly onChange: (organisation: string | null) => void
}

const optionOf = ({ id, code, name }: OrganisationView) => ({ value: id, label: `${code} ${name}`, title: name })

/** Chooses an organisation by typing some of its code or name. */
export function OrganisationSelect({ label, organisations, value, everywhere, onChange }: Props) {
  const options = useMemo(
    () => [
      ...(everywhere === undefined ? [] : [{ value: EVERYWHERE, label: everywhere, title: everywhere }]),
      ...organisations.map(optionOf),
    ],
    [organisations, everywhere],
  )
  return (
    <Select<string>
      aria-label={label}
      className="organisation-select"
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={label}
      {...(value === null && everywhere === undefined ? {} : { value: value ?? EVERYWHERE })}
      options={options}
      onChange={(chosen) => onChange(chosen === EVERYWHERE ? null : chosen)}
    />
  )
}
