// What a chosen file is, told from its content before it is sent; the server decides for itself.
export type FileKind = 'xlsx' | 'utf8' | 'gb18030' | 'xls' | 'unknown'

export const largestFile = 20 * 1024 * 1024
export const largestSaid = '20 MB'
export const acceptedEndings = ['.xlsx', '.csv', '.txt']

const readable = (bytes: Uint8Array, encoding: string) => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

export function kindOf(bytes: Uint8Array): FileKind {
  const begins = (...with_: number[]) => with_.every((byte, i) => bytes[i] === byte)
  if (begins(0x50, 0x4b, 3, 4)) return 'xlsx'
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) return 'xls'
  if (readable(bytes, 'utf-8')) return 'utf8'
  return readable(bytes, 'gb18030') ? 'gb18030' : 'unknown'
}

// Why a file is not even sent: a key of the texts, or nothing.
export function refusedBefore(file: {
  name: string
  size: number
}): 'tooLarge' | 'notAccepted' | 'empty' | null {
  const name = file.name.toLowerCase()
  if (!acceptedEndings.some((ending) => name.endsWith(ending))) return 'notAccepted'
  if (file.size > largestFile) return 'tooLarge'
  return file.size === 0 ? 'empty' : null
}
