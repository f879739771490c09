import Select from 'antd/es/select'
import Skeleton from 'antd/es/skeleton'
import { useState } from 'react'
import type { DocumentView, FormView, SectionView } from '../../src/app/server/index.ts'
import { usePart } from '../api/documents.ts'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { FailedQuery } from '../look/state.tsx'
import type { NamedPlace } from './places.ts'
import { words as documentWords, type FieldName, type RoleName } from './words.ts'

interface Props {
  readonly document: DocumentView
  readonly onPlace: (place: NamedPlace) => void
}

/** Goal forms, applications and self-evaluations as structured data. */
export function FormsView({ document, onPlace }: Props) {
  const words = useWords(documentWords)
  const forms = usePart(document, 'forms')
  const [chosen, setChosen] = useState<string | null>(null)
  if (forms.isError) return <FailedQuery error={forms.error} retry={() => void forms.refetch()} />
  if (!forms.isSuccess) return <Skeleton active className="pane-empty" />
  const form = forms.data.find(({ id }) => id === chosen) ?? forms.data[0]
  if (form === undefined) return <p className="pane-empty">{words.noForms}</p>
  return (
    <>
      <div className="table-choice">
        <Select
          aria-label={words.forms}
          className="table-select"
          popupMatchSelectWidth={false}
          value={form.id}
          onChange={setChosen}
          options={forms.data.map((choice) => ({ value: choice.id, label: <FormName form={choice} /> }))}
        />
        <span className="grow" />
        <FormKind form={form} />
      </div>
      <OneForm form={form} onPlace={onPlace} />
    </>
  )
}

/** A form is known by what it is about rather than by its title, which all of them share. */
function FormName({ form }: { readonly form: FormView }) {
  const words = useWords(documentWords)
  const name = form.about ?? form.title ?? words.formKind[form.kind]
  return (
    <span className="table-option" title={name}>
      <span className="cut">{name}</span>
    </span>
  )
}

function FormKind({ form }: { readonly form: FormView }) {
  const words = useWords(documentWords)
  const common = useWords(terms)
  const unit = form.unit === null ? null : (common.unit[form.unit as keyof typeof common.unit] ?? form.unit)
  return (
    <span className="muted">
      {[words.subject[form.subject], words.formKind[form.kind], form.year === null ? null : common.year(form.year)]
        .filter((part) => part !== null)
        .join(' · ')}
      {unit === null ? '' : `　${words.unitCaption(unit)}`}
    </span>
  )
}

function OneForm({ form, onPlace }: { readonly form: FormView; readonly onPlace: (place: NamedPlace) => void }) {
  const words = useWords(documentWords)
  return (
    <div className="table-frame form">
      <dl className="form-fields">
        {form.fields.map(({ name, label, value, at }) => (
          <button
            key={name}
            type="button"
            className="plain-button form-field"
            onClick={() => onPlace({ at: value?.at ?? at })}
          >
            <dt>{label ?? words.field[name as FieldName] ?? name}</dt>
            <dd>{value?.text ?? <span className="faint">—</span>}</dd>
          </button>
        ))}
      </dl>
      {form.sections.map((section) => (
        <FormSection
          key={`${section.kind} ${JSON.stringify(section.rows[0]?.at)}`}
          section={section}
          onPlace={onPlace}
        />
      ))}
    </div>
  )
}

/** Columns of figures; everything else is words, targets such as ≥95% among them. */
const FIGURES: ReadonlySet<string> = new Set([
  ...['initial', 'adjusted', 'budget', 'executed', 'rate', 'weight', 'score'],
  ...['current', 'share', 'total', 'amount', 'quantity'],
])
const alignment = ({ kind }: SectionView, role: string | undefined): string => {
  const isPriorFigure = kind === 'composition' && role?.startsWith('prior') === true
  return isPriorFigure || (role !== undefined && FIGURES.has(role)) ? 'num' : ''
}

function FormSection({
  section,
  onPlace,
}: {
  readonly section: SectionView
  readonly onPlace: (place: NamedPlace) => void
}) {
  const words = useWords(documentWords)
  const scope = section.scope === null ? '' : ` · ${words.scope[section.scope]}`
  return (
    <section className="form-section">
      <h3>
        {words.section[section.kind]}
        {scope}
        {section.title === null ? null : <span className="muted">　{section.title}</span>}
      </h3>
      <table>
        <thead>
          <tr>
            {section.columns.map((role) => (
              <th key={role} scope="col" className={alignment(section, role)}>
                {words.role[role as RoleName] ?? role}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {section.rows.map((row) => (
            <tr key={`${JSON.stringify(row.at)} ${row.cells.join('|')}`}>
              {row.cells.map((text, column) => (
                <td key={section.columns[column]} className={alignment(section, section.columns[column])}>
                  {column === 0 ? (
                    <button type="button" className="plain-button" onClick={() => onPlace({ at: row.at })}>
                      {text ?? '—'}
                    </button>
                  ) : (
                    (text ?? <span className="faint">—</span>)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
