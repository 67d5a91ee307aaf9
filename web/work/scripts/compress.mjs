// Puts a .br and a .gz beside every text asset, so that the server never compresses at run time.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = process.argv[2] ?? 'dist'
const compressible = /\.(js|css|html|svg|json|txt|webmanifest)$/
const smallest = 1024

let files = 0
let before = 0
let after = 0
for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !compressible.test(entry.name)) continue
  const path = join(entry.parentPath ?? entry.path, entry.name)
  const body = await readFile(path)
  if (body.length < smallest) continue
  const br = brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  })
  const gz = gzipSync(body, { level: 9 })
  await writeFile(`${path}.br`, br)
  await writeFile(`${path}.gz`, gz)
  files += 1
  before += body.length
  after += br.length
}
console.log(
  `compressed ${files} files: ${Math.round(before / 1024)} kB -> ${Math.round(after / 1024)} kB (br)`,
)
