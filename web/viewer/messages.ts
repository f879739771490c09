/** What the page asks of the worker that holds a PDF, and what it answers. */
export type Ask =
  | { readonly ask: 'open'; readonly bytes: ArrayBuffer }
  | { readonly ask: 'render'; readonly page: number; readonly scale: number }
  /** Pages that are still wanted; what waits for others is dropped. */
  | { readonly ask: 'want'; readonly pages: readonly number[] }

export interface PageSize {
  readonly width: number
  readonly height: number
}

export type Answer =
  | { readonly answer: 'opened'; readonly sizes: readonly PageSize[] }
  | { readonly answer: 'refused' }
  | {
      readonly answer: 'rendered'
      readonly page: number
      readonly scale: number
      readonly width: number
      readonly height: number
      readonly pixels: ArrayBuffer
    }
