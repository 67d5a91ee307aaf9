// Writes small workbooks (.xlsx) of texts alone: an identity number typed into one stays a text, and nothing in it is a formula.

export interface Sheet {
  name: string
  rows: string[][] // the first is the heading
  widths?: number[] // of columns, in characters
}

const encoder = new TextEncoder()
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (mark) => marks[mark] ?? '')

// 1 -> "A", 27 -> "AA", as spreadsheets name their columns.
export function columnLetters(column: number): string {
  let letters = ''
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}

function sheetXml({ rows, widths }: Sheet): string {
  const columns = (rows[0] ?? []).map((_title, i) => {
    const at = `min="${i + 1}" max="${i + 1}" width="${widths?.[i] ?? 16}"`
    return `<col ${at} customWidth="1" style="1"/>`
  })
  const lines = rows.map((cells, row) => {
    const texts = cells.map(
      (text, i) =>
        `<c r="${columnLetters(i + 1)}${row + 1}" s="${row === 0 ? 2 : 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
    )
    return `<row r="${row + 1}">${texts.join('')}</row>`
  })
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  return `${head}<worksheet xmlns="${main}">${frozen}<cols>${columns.join('')}</cols><sheetData>${lines.join('')}</sheetData></worksheet>`
}

// Format 49 is "text".
const styles = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`

export function workbookBytes(sheets: Sheet[]): Uint8Array<ArrayBuffer> {
  const each = (write: (sheet: Sheet, n: number) => string) =>
    sheets.map((sheet, i) => write(sheet, i + 1)).join('')
  const parts: [string, string][] = [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>${each((_sheet, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${kind}.worksheet+xml"/>`)}</Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${rels}"><sheets>${each((sheet, n) => `<sheet name="${escaped(sheet.name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packaged}/relationships">${each((_sheet, n) => `<Relationship Id="rId${n}" Type="${rels}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets.length + 1}" Type="${rels}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', styles],
    ...sheets.map((sheet, i): [string, string] => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)]),
  ]
  return zip(parts)
}

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; ++bit) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

const little = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 2 ** (8 * i)) & 0xff)

// A zip whose parts are stored as they are.
function zip(parts: [string, string][]): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [name, text] of parts) {
    const path = encoder.encode(name)
    const bytes = encoder.encode(text)
    // Version, UTF-8 names, stored, the first day that a zip can tell.
    const about = [
      ...little(20, 2),
      ...little(0x800, 2),
      ...little(0, 2),
      ...little(0, 2),
      ...little(0x21, 2),
      ...little(crc32(bytes), 4),
      ...little(bytes.length, 4),
      ...little(bytes.length, 4),
      ...little(path.length, 2),
      ...little(0, 2),
    ]
    const local = Uint8Array.from([...little(0x04034b50, 4), ...about])
    directory.push(
      Uint8Array.from([
        ...little(0x02014b50, 4),
        ...little(20, 2),
        ...about,
        ...little(0, 2),
        ...little(0, 2),
        ...little(0, 2),
        ...little(0, 4),
        ...little(at, 4),
        ...path,
      ]),
    )
    chunks.push(local, path, bytes)
    at += local.length + path.length + bytes.length
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0)
  const end = Uint8Array.from([
    ...little(0x06054b50, 4),
    ...little(0, 4),
    ...little(parts.length, 2),
    ...little(parts.length, 2),
    ...little(size, 4),
    ...little(at, 4),
    ...little(0, 2),
  ])
  const whole = new Uint8Array(at + size + end.length)
  let to = 0
  for (const chunk of [...chunks, ...directory, end]) {
    whole.set(chunk, to)
    to += chunk.length
  }
  return whole
}

// Hands a workbook to whoever sits before the page.
export function saveWorkbook(name: string, sheets: Sheet[]): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([workbookBytes(sheets)], { type: `${kind}.sheet` }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
