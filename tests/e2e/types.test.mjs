// The workbench's types are those of the server that runs.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { address } from './browser.mjs'

test("schema.d.ts is what the running server's OpenAPI document gives", () => {
  const script = fileURLToPath(new URL('../../web/work/scripts/types.mjs', import.meta.url))
  const run = spawnSync(process.execPath, [script, '--check'], { env: { ...process.env, NIANGJIA_SERVER: address }, encoding: 'utf8' })
  assert.equal(run.status, 0, run.stderr)
})
