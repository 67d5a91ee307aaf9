// The staff write with her who asked through the portal; and who is known already is not entered twice unseen.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import axe from 'axe-core'
import { ask, onEveryScreen, open, screens, settled, withPage } from './browser.mjs'

const county = '321322000000'
let sent = 0
const command = () => `e2e-letters-${Date.now()}-${++sent}`

async function assertAccessible(page, what) {
  await page.waitForTimeout(400) // What fades in has no contrast until it is there.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  const grave = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
  assert.deepEqual(grave.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`), [], what)
}

// Her side, as the portal speaks for her: an address that never sees the cookie of the staff.
async function herSide(page) {
  const fresh = await (await page.request.post('/api/portal/codes')).json()
  const headers = { 'X-Query-Code': fresh.code }
  const post = async (path, data, more = {}) => {
    const answer = await page.request.post(`/api/portal${path}`, { data: { command: command(), ...data }, ...more })
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`)
    return answer.json()
  }
  await post('/requests', { code: fresh.code, ticket: fresh.ticket, place: county, topic: 'work', story: '厂里三个月没发工资', noCall: true })
  return {
    write: (text) => post('/request/messages', { text }, { headers }),
    read: async () => (await page.request.get('/api/portal/request', { headers })).json(),
  }
}

test('her letter is read on the page of the case and answered, and the answer is sent once although the line broke', () =>
  withPage(async (page) => {
    const she = await herSide(page)
    await she.write('工友也没拿到')
    await open(page, '/records?type=petitions.petition')
    await page.getByRole('link', { name: /（网络）$/ }).first().click()
    await page.getByRole('heading', { level: 1, name: /（网络）$/ }).waitFor()
    await settled(page)
    const main = page.locator('main')
    await main.getByText('网上求助', { exact: true }).waitFor()
    await main.getByText('不要打电话').first().waitFor()
    assert.equal(await page.getByRole('button', { name: '给她留言' }).count(), 0, 'the card is the one place to write')
    const letters = page.getByRole('region', { name: '与她的留言' })
    assert.match(await letters.innerText(), /她\s[\s\S]*工友也没拿到/)
    assert.match(await letters.innerText(), /不要写发生了什么事/)
    const timeline = page.locator('section', { has: page.getByRole('heading', { name: '办理经过' }) })
    assert.deepEqual(await timeline.getByRole('heading', { level: 3 }).allInnerTexts(), ['她的留言', '登记'])

    const box = letters.getByRole('textbox', { name: '给她留言' })
    await letters.getByRole('button', { name: '发送' }).click()
    await letters.getByRole('alert').waitFor() // Nothing was written.
    await box.fill('您好，我们在看了')
    let lost = 0
    await page.route('**/messages', async (route) => {
      if (route.request().method() !== 'POST' || lost++) return route.continue()
      await route.fetch()
      await route.abort() // The server has it, and its answer is lost.
    })
    await letters.getByRole('button', { name: '发送' }).click()
    await letters.getByRole('alert').filter({ hasText: '连不上服务器' }).waitFor()
    assert.equal(await box.inputValue(), '您好，我们在看了', 'what was typed is still there')
    await letters.getByRole('button', { name: '发送' }).click()
    await page.getByText('已发送，她下次查看时就能看到。').waitFor()
    await settled(page)
    assert.equal(await box.inputValue(), '')
    assert.equal(await letters.getByRole('listitem').count(), 2)
    assert.match(await letters.getByRole('listitem').last().innerText(), /接待员[\s\S]*您好，我们在看了/)
    assert.deepEqual(await timeline.getByRole('heading', { level: 3 }).allInnerTexts(), ['给她留言', '她的留言', '登记'])
    assert.deepEqual((await she.read()).messages.map((one) => [one.hers, one.text]), [[true, '工友也没拿到'], [false, '您好，我们在看了']])

    await assertAccessible(page, 'the letters')
    // The page is at the version that the letter made: the next step is taken without loading it again.
    await page.getByRole('button', { name: '备注', exact: true }).click()
    await page.getByRole('dialog').getByLabel('说明').fill('已看')
    await page.getByRole('dialog').getByRole('button', { name: '备注' }).click()
    await page.getByText('“备注”已完成。').waitFor()

    await page.getByRole('button', { name: 'English' }).click()
    await settled(page)
    const history = page.locator('section', { has: page.getByRole('heading', { name: 'What happened' }) })
    assert.deepEqual(await history.getByRole('heading', { level: 3 }).allInnerTexts(), ['Remark', 'Message to her', 'Message from her', 'Register'])
    await page.getByRole('region', { name: 'Messages with her' }).getByText(/do not name what happened/).waitFor()
    await page.setViewportSize(screens.phone.viewport)
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, 'it fits a phone')
  }, { account: '321322-clerk' }))

test('a case that came by another way has no letters', () =>
  withPage(async (page) => {
    const { items } = await ask(page, '/records?type=petitions.petition&limit=50')
    await open(page, `/records/${items.find((one) => /来访）$/.test(one.title)).id}`)
    assert.equal(await page.getByRole('region', { name: '与她的留言' }).count(), 0)
    assert.equal(await page.getByText('网上求助', { exact: true }).count(), 0)
  }, { account: '321322-clerk' }))

onEveryScreen(test, 'who is known with that telephone is chosen, or confirmed to be somebody else', async (page) => {
  const stamp = `${Date.now()}`
  const name = `同号${stamp.slice(-6)}`
  const number = `137${stamp.slice(-8)}`
  const enterNew = async (typed) => {
    await page.getByRole('combobox', { name: '对象' }).fill(typed)
    await settled(page)
    await page.getByRole('button', { name: `新建“${typed}”` }).click()
    const dialog = page.getByRole('dialog', { name: '新建人员' })
    await dialog.getByLabel('联系电话').fill(number)
    await dialog.getByRole('button', { name: '保存' }).click()
    return dialog
  }
  await open(page, '/records/new?type=petitions.petition')
  await (await enterNew(name)).waitFor({ state: 'hidden' })

  await open(page, '/records/new?type=petitions.petition')
  const dialog = await enterNew(`${name}二`)
  const known = dialog.getByRole('alert').filter({ hasText: '可能已有她的档案' })
  await known.waitFor()
  assert.match(await known.innerText(), new RegExp(`${name}[\\s\\S]*沭阳县[\\s\\S]*电话相同`))
  await assertAccessible(page, 'who is known')
  const anyway = dialog.getByRole('button', { name: '都不是，仍要新建' })
  assert.ok(await anyway.isDisabled(), 'first it must be said of each that it is not her')
  await known.getByText('不是她', { exact: true }).click()
  await dialog.getByLabel('姓名').fill(`${name}三`)
  await known.waitFor({ state: 'hidden' }) // Another name is another question.
  await dialog.getByRole('button', { name: '保存' }).click()
  await known.getByText('不是她', { exact: true }).click()
  await anyway.click()
  await dialog.waitFor({ state: 'hidden' })
  const found = async () => (await ask(page, `/persons?q=${encodeURIComponent(name)}`)).items.map((one) => one.name).sort()
  assert.deepEqual(await found(), [name, `${name}三`].sort())

  await open(page, '/records/new?type=petitions.petition')
  const again = await enterNew(`${name}四`)
  await again.getByRole('button', { name: `就是她：${name}`, exact: true }).click()
  await again.waitFor({ state: 'hidden' })
  assert.match(await page.locator('main form').innerText(), new RegExp(`${name}(?!四)`))
  assert.equal((await found()).length, 2, 'nobody was entered')
}, { account: '321322-clerk' })
