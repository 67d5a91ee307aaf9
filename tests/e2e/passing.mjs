// A demonstration of a test file's own, whose days pass: in the one that all files share it is always the same day, and what has to
// wait would wait for ever.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { walkAt } from './browser.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = process.env.NIANGJIA ?? join(root, 'build/release/niangjia')
let place
let port
let server

const data = () => join(place, 'city')

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address()
    probe.close(() => resolve(free))
  })
})

async function serve() {
  server = spawn(program, ['serve', '--data', data(), '--web', join(root, 'web/work/dist'), '--portal', join(root, 'web/portal/dist'),
    '--listen', `127.0.0.1:${port}`], { cwd: root, stdio: 'ignore' })
  const deadline = Date.now() + 30_000
  for (;;) {
    assert.equal(server.exitCode, null, 'the server of these tests runs')
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null)
    if (answer?.ok) return
    assert.ok(Date.now() < deadline, 'the server of these tests answers')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function stop() {
  if (!server || server.exitCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill()
  await ended
}

after(async () => {
  await stop()
  if (place) await rm(place, { recursive: true, force: true })
})

// Serves a demonstration as it is on `day`, and lets the walks of this file go there. $NIANGJIA_DEMO is one that is made already and
// that nobody serves; it is copied.
export async function ownCity(day) {
  place = await mkdtemp(join(tmpdir(), 'niangjia-city-'))
  if (process.env.NIANGJIA_DEMO) {
    await cp(process.env.NIANGJIA_DEMO, data(), { recursive: true })
  } else {
    const made = spawnSync(program, ['demo', '--data', data()], { cwd: root, encoding: 'utf8' })
    assert.equal(made.status, 0, made.stderr)
  }
  port = await freePort()
  walkAt(`http://127.0.0.1:${port}`)
  await becomes(day)
}

// Closes the office and opens it again on another day. Who was signed in then signs in again.
export async function becomes(day) {
  await stop()
  const file = join(data(), 'niangjia.json')
  const settings = JSON.parse(await readFile(file, 'utf8'))
  assert.ok(settings.today <= day, `${settings.today} comes before ${day}`)
  await writeFile(file, JSON.stringify({ ...settings, today: day }))
  await serve()
}
