/** Files that systems and office programs leave beside documents. */
const isLitter = (name: string): boolean => /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/i.test(name)

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject))

/** A folder hands out its entries a hundred at a time until it hands out none. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (isLitter(entry.name)) return []
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)]
  const inner = await entriesOf(entry as FileSystemDirectoryEntry)
  return (await Promise.all(inner.map(filesOf))).flat()
}

/** What has no entry in a file system, such as a file dragged out of a mail, is a file all the same. */
const takeItem = (item: DataTransferItem): Promise<File[]> => {
  const entry = item.webkitGetAsEntry()
  if (entry !== null) return filesOf(entry)
  const file = item.getAsFile()
  return Promise.resolve(file === null ? [] : [file])
}

/** Everything that was dropped, folders opened. The items must be taken before the event ends. */
export async function filesDropped(transfer: DataTransfer): Promise<File[]> {
  return (await Promise.all([...transfer.items].map(takeItem))).flat()
}

export const filesChosen = (list: FileList | null): File[] => [...(list ?? [])].filter((file) => !isLitter(file.name))
