// Writes src/api/schema.d.ts from an OpenAPI paper: npm run types -- path/to/openapi.json
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const source = process.argv[2]
if (!source) {
  console.error('Which paper? npm run types -- path/to/openapi.json')
  process.exit(2)
}
const paper = JSON.parse(await readFile(source, 'utf8'))
const target = new URL('../src/api/schema.d.ts', import.meta.url)
await writeFile(target, astToString(await openapiTS(paper)))
console.log(`wrote ${target.pathname}`)
