// Writes src/api/schema.d.ts from the OpenAPI document of a running server, or tells whether it is still the same:
//   npm run types                      # the server at $NIANGJIA_SERVER, else at http://127.0.0.1:8312
//   npm run types -- --check
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const server = process.env.NIANGJIA_SERVER ?? 'http://127.0.0.1:8312'
const target = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url))

const answer = await fetch(`${server}/api/openapi.json`)
if (!answer.ok) throw new Error(`${server}/api/openapi.json answered ${answer.status}`)
const written = `// Generated from the server's OpenAPI document by \`npm run types\`. Do not edit.\n\n${astToString(
  await openapiTS(await answer.json()),
)}`

if (process.argv.includes('--check')) {
  if ((await readFile(target, 'utf8')) !== written) {
    console.error("src/api/schema.d.ts is not what the server's OpenAPI document gives: run npm run types")
    process.exit(1)
  }
} else {
  await writeFile(target, written)
  console.log('wrote src/api/schema.d.ts')
}
