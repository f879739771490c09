import Skeleton from 'antd/es/skeleton'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../language/language.tsx'
import type { OriginalProps } from './original.ts'
import { Pane } from './pane.tsx'
import { SourceView } from './source-view.tsx'
import { words as documentWords } from './words.ts'

const PdfView = lazy(() => import('../viewer/pdf-view.tsx'))

/** The original as published: the pages of a PDF, or the blocks of a document without pages. */
export function OriginalPane({ isShown, ...original }: OriginalProps & { readonly isShown: boolean }) {
  const words = useWords(documentWords)
  // The viewer puts its page number and zoom into the head of the pane.
  const [tools, setTools] = useState<HTMLElement | null>(null)
  return (
    <Pane
      name="original"
      title={words.original}
      isShown={isShown}
      tools={<span ref={setTools} className="original-tools no-print" />}
    >
      {original.document.overview?.format === 'pdf' ? (
        <Suspense fallback={<Skeleton active className="pane-empty" />}>
          <PdfView {...original} tools={tools} />
        </Suspense>
      ) : (
        <SourceView {...original} tools={tools} />
      )}
    </Pane>
  )
}
