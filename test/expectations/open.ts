/** What the list asks for and is not caught yet, by thing and document: each with what stands in the way. */
export const OPEN: Readonly<Record<string, string>> = {}
