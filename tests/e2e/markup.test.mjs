// What people write is text wherever it comes back: every free field is filled with markup and script, and none of it runs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, open, settled, withPage } from './browser.mjs'

// Forty letters at most: as long as a name may be. `__x` is the window's.
const markup = `<img src=x onerror=__x=1>"'{{7*7}}`
const county = '321322000000'

async function assertHarmless(page, what) {
  await settled(page)
  assert.equal(await page.evaluate(() => window.__x), undefined, `${what} ran it`)
  assert.equal(await page.locator('img[src="x"]').count(), 0, `${what} made an element of it`)
}
// It is on the page, letter by letter as it was typed, and nothing was made of the braces.
async function assertShown(page, what) {
  const text = await page.locator('body').innerText()
  assert.ok(text.includes(markup), `${what} shows it`)
  assert.ok(!text.includes(`"'49`), `${what} computed it`)
  await assertHarmless(page, what)
}

// Every field in `place` that takes free text, also those that a telephone's keyboard comes up for.
async function fillAll(place, except = []) {
  let filled = 0
  for (const field of await place.locator('textarea:visible, input[type=text]:visible, input:not([type]):visible').all()) {
    const about = await field.evaluate((one) => ({ role: one.getAttribute('role'), id: one.id, still: one.readOnly || one.disabled, date: !!one.closest('.el-date-editor') }))
    if (about.role === 'combobox' || about.still || about.date || except.includes(about.id)) continue
    await field.fill(markup)
    ++filled
  }
  return filled
}

async function act(page, name, fill) {
  await page.getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await fill(dialog)
  await dialog.getByRole('button', { name: new RegExp(`^(确认)?${name}$`) }).click()
  await page.getByText(`“${name}”已完成。`).waitFor()
  await settled(page)
}

test('markup in a call, its steps, its part and its search is shown as text in lists, timeline, search and on paper', () =>
  withPage(async (page) => {
    await open(page, '/hotline')
    const form = page.locator('main form')
    await page.getByLabel('来电号码').fill(markup)
    await assertHarmless(page, 'the number of the caller')
    await page.getByLabel('来电号码').fill(`138${String(Date.now()).slice(-8)}`)
    await page.getByRole('combobox', { name: '问题类别' }).fill(markup)
    await assertHarmless(page, 'the search of categories')
    await page.getByRole('combobox', { name: '问题类别' }).fill('宅基地')
    await page.keyboard.press('Enter')
    assert.ok((await fillAll(form, ['call-phone'])) >= 5, 'name, story, contact, hours and answer')
    await page.keyboard.press('F4')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/已保存，编号/).waitFor()
    await assertHarmless(page, 'the saved call')
    await page.getByRole('link', { name: '打开', exact: true }).click()
    await page.getByRole('heading', { level: 2, name: '基本情况' }).waitFor()
    await assertShown(page, 'the case')
    const id = page.url().split('/').pop()

    await act(page, '受理并告知', fillAll)
    await act(page, '备注', fillAll)
    await act(page, '更正', fillAll)
    await act(page, '书面答复', fillAll)
    await assertShown(page, 'the timeline')
    const stands = await page.locator('blockquote').allInnerTexts()
    assert.ok(stands.filter((one) => one === markup).length >= 2, 'the notes stand in the timeline')

    await page.locator('input[type=file]').setInputFiles({ name: '<img src=x onerror=__x=1>.txt', mimeType: 'text/plain', buffer: Buffer.from(markup) })
    await page.getByRole('link', { name: '<img src=x onerror=__x=1>.txt' }).waitFor()
    await assertHarmless(page, 'the name of a file')

    for (const paper of ['record', 'reply']) {
      await open(page, `/records/${id}/paper/${paper}`)
      await page.locator('article.sheet').waitFor()
      await assertShown(page, `the paper ${paper}`)
      await page.emulateMedia({ media: 'print' })
      await assertShown(page, `the paper ${paper} in print`)
      await page.emulateMedia({ media: null })
    }

    const { subject } = await ask(page, `/records/${id}`)
    assert.equal(subject.name, markup)
    await open(page, `/records?subject=${subject.id}`)
    await assertShown(page, 'the list about a person')
    await open(page, '/records')
    await page.getByPlaceholder('搜索标题、姓名或编号').fill(markup)
    await page.keyboard.press('Enter')
    await assertHarmless(page, 'the filtered list')

    for (const q of [markup, 'onerror']) {
      await open(page, `/search?q=${encodeURIComponent(q)}`)
      await assertHarmless(page, `the search for ${q}`)
    }
    await page.locator('main mark').first().waitFor()
    assert.match(await page.locator('main').innerText(), /<img src=x onerror=__x=1>/, 'the passage with its marks')

    await open(page, '/hotline')
    await page.getByLabel('姓名').fill(markup)
    await page.getByRole('button', { name: /onerror/ }).first().click()
    await page.getByText('已识别').waitFor()
    await assertShown(page, 'the caller who is known')
  }, { account: '321322-keeper' }))

test('markup in a new person, in a new record and in letters is text too', () =>
  withPage(async (page) => {
    await open(page, '/records/new?type=petitions.petition')
    const number = `136${String(Date.now()).slice(-8)}`
    for (const turn of [1, 2]) {
      const who = page.getByRole('combobox', { name: '对象' })
      await who.fill(markup)
      await settled(page)
      await assertHarmless(page, 'the persons found')
      await page.getByRole('button', { name: `新建“${markup}”` }).click()
      const dialog = page.getByRole('dialog', { name: '新建人员' })
      assert.equal(await dialog.getByLabel('姓名').inputValue(), markup)
      await dialog.getByLabel('联系电话').fill(number)
      await dialog.getByRole('button', { name: '保存' }).click()
      if (turn === 2) {
        await dialog.getByText('可能已有她的档案').waitFor()
        await assertShown(page, 'who is known already')
        await dialog.getByRole('button', { name: `就是她：${markup}` }).first().click()
      }
      await dialog.waitFor({ state: 'hidden' })
      await assertShown(page, 'the person chosen')
      if (turn === 1) await open(page, '/records/new?type=petitions.petition')
    }
    await page.locator('#new-channel').click()
    await page.getByRole('option', { name: '来访' }).first().click()
    await page.locator('#new-category').click()
    await page.getByRole('option').filter({ hasText: '家庭暴力' }).first().click()
    assert.ok((await fillAll(page.locator('main form'))) >= 4)
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.waitForURL(/\/records\/\d+$/)
    await page.getByRole('heading', { level: 2, name: '基本情况' }).waitFor()
    await assertShown(page, 'the sealed case')

    await page.getByRole('button', { name: /^移出/ }).first().click()
    await page.getByRole('dialog').getByRole('textbox').fill(markup)
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
    await page.getByText('已移出。').waitFor()
    await assertHarmless(page, 'letting somebody out')

    const fresh = await (await page.request.post('/api/portal/codes')).json()
    const asked = await page.request.post('/api/portal/requests', {
      data: { command: `e2e-markup-${Date.now()}`, code: fresh.code, ticket: fresh.ticket, place: county, topic: 'other', story: markup, name: markup, contact: markup, hours: markup },
    })
    assert.equal(asked.status(), 201)
    const told = await page.request.post('/api/portal/request/messages', { headers: { 'X-Query-Code': fresh.code }, data: { command: `e2e-markup-m-${Date.now()}`, text: markup } })
    assert.equal(told.status(), 200)
    await open(page, '/records?type=petitions.petition')
    await page.getByRole('link', { name: /（网络）$/ }).first().click()
    const letters = page.getByRole('region', { name: '与她的留言' })
    await letters.getByRole('textbox', { name: '给她留言' }).fill(markup)
    await letters.getByRole('button', { name: '发送' }).click()
    await page.getByText('已发送，她下次查看时就能看到。').waitFor()
    await assertShown(page, 'the letters')
    assert.deepEqual(await letters.locator('li .text').allInnerTexts(), [markup, markup])
  }, { account: '321322-clerk' }))

test('markup in what officers, offices and administrators write is text', async () => {
  let kept
  await withPage(async (page) => {
    const { csrf } = await ask(page, '/session')
    const answer = await page.request.post('/api/records', {
      headers: { 'X-CSRF': csrf },
      data: { command: `e2e-markup-s-${Date.now()}`, type: 'petitions.petition', org: county, fields: { channel: 'call', category: 'domestic-violence', story: markup } },
    })
    assert.equal(answer.status(), 201)
    kept = await answer.json()
  }, { account: '321322-clerk' })
  await withPage(async (page) => {
    await open(page, `/records/${kept.id}`)
    await page.getByRole('button', { name: '申请启封' }).click()
    const dialog = page.getByRole('dialog', { name: '申请启封' })
    await dialog.getByLabel('理由').fill(markup)
    await dialog.getByRole('button', { name: '申请启封' }).click()
    await page.getByText('您已申请启封').waitFor()
  }, { account: '321322-head' })
  await withPage(async (page) => {
    await open(page, '/seals')
    const request = page.locator('section.card', { hasText: kept.number })
    assert.ok((await request.innerText()).includes(markup))
    await request.getByRole('button', { name: '不同意' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill(markup)
    await page.getByRole('dialog').getByRole('button', { name: '不同意' }).click()
    await page.getByText('已答复不同意。').waitFor()
    await assertHarmless(page, 'the requests to open')
  }, { account: 'city-head' })
  await withPage(async (page) => {
    await open(page, `/organisations/${county}`)
    await page.getByRole('button', { name: '添加联动单位' }).click()
    await page.getByRole('dialog').getByLabel('单位名称').fill(markup)
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await settled(page)
    await assertHarmless(page, 'the name of a unit')
  }, { account: '321322-office' })
  await withPage(async (page) => {
    for (const path of ['/journal', '/accounts', `/organisations/${county}`]) {
      await open(page, path)
      await assertHarmless(page, path)
    }
  }, { account: 'city-admin' })
})
