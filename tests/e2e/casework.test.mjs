// A case from the call to the closed file: taken by keyboard, referred, answered by a partner, sealed and opened by two officers.
// All of it happens in 沭阳县 (321322), so that the to-dos that other tests count stay as they are.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, downloaded, enter, isZip, onEveryScreen, open, settled, withPage } from './browser.mjs'

const county = '321322000000'
const phone = () => `139${String(Date.now()).slice(-8)}`

// Takes a call in the form and gives the number and id of what was saved.
async function takeCall(page, { name, number, letters, story, asCase }) {
  await open(page, '/hotline')
  await page.getByLabel('来电号码').fill(number ?? '')
  if (name) await page.getByLabel('姓名').fill(name)
  await page.getByRole('combobox', { name: '问题类别' }).focus()
  await page.keyboard.type(letters)
  await page.keyboard.press('Enter')
  await page.getByLabel('情况摘要').fill(story)
  if (asCase) await page.keyboard.press('F4')
  await page.keyboard.press('Control+Enter')
  const line = page.getByRole('status').filter({ hasText: '已保存' })
  await line.waitFor()
  const id = (await line.getByRole('link', { name: '打开' }).getAttribute('href')).split('/').pop()
  return { id, number: (await line.innerText()).match(/321322-\d{8}/)[0], said: await line.innerText() }
}

// Takes a step on the record that is open, with what the dialog asks for.
async function act(page, name, fill = async () => {}) {
  await page.getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await fill(dialog)
  await dialog.getByRole('button', { name: new RegExp(`^(确认)?${name}$`) }).click()
  await page.getByText(`“${name}”已完成。`).waitFor()
  await settled(page)
}

onEveryScreen(test, 'a call is answered on the spot without a mouse, and the next of the same woman is linked to it', async (page) => {
  const number = phone()
  await open(page, '/hotline')
  await page.waitForFunction(() => document.activeElement?.id === 'call-phone')
  await page.keyboard.type(number)
  await page.getByText('这个号码是第一次来电').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type('来电甲')
  const category = page.getByRole('combobox', { name: '问题类别' })
  for (let i = 0; i < 12 && (await page.evaluate(() => document.activeElement?.id)) !== 'call-category'; ++i) await page.keyboard.press('Tab')
  await page.keyboard.type('lh')
  assert.equal(await page.getByRole('option', { selected: true }).locator('span').innerText(), '离婚')
  await page.keyboard.press('Enter')
  assert.equal(await category.inputValue(), '离婚')
  await page.keyboard.press('Tab')
  await page.keyboard.type('咨询离婚后孩子由谁抚养')
  await page.keyboard.press('Control+Enter')
  const line = page.getByRole('status').filter({ hasText: '已保存' })
  await line.waitFor()
  assert.match(await line.innerText(), /编号 321322-\d{8}（现场办结）/)
  await page.waitForFunction(() => document.activeElement?.id === 'call-phone') // Ready for the next call
  assert.equal(await page.getByLabel('来电号码').inputValue(), '')
  assert.equal(await page.getByLabel('情况摘要').inputValue(), '')

  await page.keyboard.type(number)
  await page.getByText('已识别').waitFor()
  const before = page.locator('section', { has: page.getByRole('heading', { name: '她以前反映过的' }) })
  await before.getByRole('link', { name: /离婚/ }).waitFor()
  assert.match(await before.innerText(), /2015年12月31日[\s\S]*现场办结/)
  await page.keyboard.press('F2')
  assert.equal(await before.getByRole('button', { name: /已关联/ }).getAttribute('aria-pressed'), 'true')
  assert.ok(await page.getByLabel('重复信访').isChecked(), 'what is linked was brought before')
  await category.focus()
  await page.keyboard.type('抚养')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/已保存，编号/).waitFor()
  await settled(page)
  await page.getByRole('link', { name: '打开', exact: true }).click()
  await page.getByRole('heading', { level: 2, name: '关联记录' }).waitFor()
  assert.match(await page.locator('main').innerText(), /重复信访\s*是/)
}, { account: '321322-clerk' })

test('what was saved by mistake is taken back, Esc asks before it clears, and the shortcuts are listed', () =>
  withPage(async (page) => {
    const saved = await takeCall(page, { number: '', letters: 'lh', story: '误登' })
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByText(`${saved.number} 已作废`).waitFor()
    assert.equal((await ask(page, `/records/${saved.id}`)).state, 'cancelled')

    await page.getByLabel('情况摘要').fill('说到一半')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    assert.equal(await page.getByLabel('情况摘要').inputValue(), '说到一半')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.waitForFunction(() => document.activeElement?.id === 'call-phone')
    assert.equal(await page.getByLabel('情况摘要').inputValue(), '')
    await page.keyboard.press('Control+/')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor()
  }, { account: '321322-clerk' }))

test('a call that got no answer is saved once, however often it is sent', () =>
  withPage(async (page) => {
    const story = `网络中断 ${Date.now()}`
    await open(page, '/hotline')
    let lost = 0
    // The server does the work, and its answer is lost on the way.
    await page.route('**/api/records', async (route) => {
      if (route.request().method() !== 'POST' || lost++) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await page.getByRole('combobox', { name: '问题类别' }).focus()
    await page.keyboard.type('ldbc')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByLabel('情况摘要').fill(story)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').filter({ hasText: '不会重复' }).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText(/已保存，编号/).waitFor()
    const { items } = await ask(page, `/search?q=${encodeURIComponent(story.slice(-13))}`)
    assert.equal(items.length, 1)
  }, { account: '321322-clerk' }))

test('a petition is opened and referred, the partner answers it and sees nothing else, and the sender goes on', async () => {
  let whole
  const asked = `核实占用情况${String(Date.now()).slice(-5)}`
  await withPage(async (page) => {
    whole = await takeCall(page, { name: '来电乙', number: phone(), letters: '宅基地', story: '宅基地被邻居占用，村里没有处理', asCase: true })
    assert.match(whole.said, /已登记/)
    await open(page, `/records/${whole.id}`)
    await act(page, '受理并告知')
    const strip = page.getByRole('region', { name: '期限' })
    assert.match(await strip.innerText(), /办理中[\s\S]*还剩 \d+ 天[\s\S]*《信访工作条例》/)

    await page.getByRole('button', { name: '开展…' }).click()
    await page.getByRole('menuitem', { name: '转介' }).click()
    const dialog = page.getByRole('dialog', { name: /转介/ })
    await dialog.getByText('对方只能看到这一张单子').waitFor()
    await dialog.getByRole('button', { name: '转出' }).click()
    assert.ok((await dialog.getByRole('alert').count()) >= 5, 'the ground and the receiver are asked for')
    await dialog.getByText('本人同意', { exact: true }).click()
    await dialog.getByLabel('转给哪个单位').click()
    await page.getByRole('option', { name: /沭阳县公安分局/ }).click()
    await dialog.getByLabel('对方单位类别').click()
    await page.getByRole('option', { name: '公安派出所' }).click()
    await dialog.getByLabel('请对方办什么').fill(asked)
    await dialog.getByLabel('转介理由').fill('需要现场核实')
    await dialog.getByLabel(/提供给对方的情况/).fill('请核实某村某组宅基地占用情况')
    await dialog.getByRole('button', { name: '转出' }).click()
    await page.getByText(/已登记，编号/).waitFor()
    await settled(page)
    const parts = page.locator('section', { has: page.getByRole('heading', { name: '所属事项', exact: true }) })
    assert.match(await parts.innerText(), new RegExp(`转介：${asked}[\\s\\S]*沭阳县公安分局[\\s\\S]*待签收`))
    assert.match(await page.locator('main').innerText(), /所属事项有进展/, 'the timeline tells of it')
  }, { account: '321322-clerk' })

  await withPage(async (page) => {
    await open(page, '/')
    await page.getByRole('heading', { level: 1, name: '转介给本单位' }).waitFor()
    assert.deepEqual(await page.getByRole('navigation').getByRole('link').allInnerTexts(), ['转介给本单位'], 'nothing else in the navigation')
    assert.equal(await page.getByRole('search').count(), 0)
    for (const path of ['/records', '/programmes', '/organisations', '/search', '/hotline', '/casework']) {
      await open(page, path)
      await page.getByRole('heading', { level: 1, name: '转介给本单位' }).waitFor()
    }
    const { items } = await ask(page, '/records?limit=200')
    assert.ok(items.length >= 1 && items.every((one) => one.type === 'referrals.referral'))
    assert.equal((await page.request.get(`/api/records/${whole.id}`)).status(), 404, 'the case itself is not there')

    await page.getByRole('link', { name: new RegExp(asked) }).first().click()
    await page.getByRole('heading', { level: 1, name: `转介：${asked}` }).waitFor()
    await settled(page)
    assert.doesNotMatch(await page.locator('main').innerText(), /来电乙|邻居/, 'she reads the extract alone')
    await act(page, '签收')
    await act(page, '答复', (dialog) => dialog.getByLabel('办理答复').fill('已现场核实，占用属实，已责令退还。'))
  }, { account: '321322-police' })

  await withPage(async (page) => {
    await open(page, `/records/${whole.id}`)
    await page.getByRole('link', { name: `转介：${asked}` }).first().click()
    await page.getByText('占用属实').first().waitFor()
    await settled(page)
    await act(page, '确认并写明下一步', (dialog) => dialog.getByLabel('下一步').fill('通知本人到场确认'))
    await page.getByRole('main').getByRole('link', { name: /农村宅基地/ }).first().click() // the way back to the whole
    await page.waitForURL(new RegExp(`/records/${whole.id}$`))
  }, { account: '321322-clerk' })
})

test('a sealed case opens to its team, is a stub to others, and is opened by two officers', async () => {
  let kept
  await withPage(async (page) => {
    kept = await takeCall(page, { name: '来电丙', number: phone(), letters: 'jtbl', story: '丈夫酒后动手，孩子在场', asCase: true })
    await open(page, `/records/${kept.id}`)
    await page.getByText('封存：仅办案人员可见').waitFor()
    const team = page.locator('section', { has: page.getByRole('heading', { name: '办案人员' }) })
    assert.match(await team.innerText(), /沭阳县妇联接待员[\s\S]*沭阳县妇联部室干部|沭阳县妇联部室干部[\s\S]*沭阳县妇联接待员/)
    assert.match(await team.innerText(), /可以打开/)

    await act(page, '评估风险', async (dialog) => {
      await dialog.getByText('有一项为“是”即定为最高等级').waitFor()
      const yes = async (words) => dialog.getByRole('radiogroup', { name: words }).getByText('是', { exact: true }).click()
      await yes('有外伤')
      await dialog.getByText('黄色风险').waitFor()
      await yes('孩子受到伤害')
      await dialog.getByText('红色风险').waitFor()
    })
    assert.match(await page.locator('section', { has: page.getByRole('heading', { name: '风险', exact: true }) }).innerText(), /红色风险[\s\S]*孩子受到伤害[\s\S]*有外伤|红色风险/)
    assert.match(await page.getByRole('region', { name: '期限' }).innerText(), /领导|走访/)
  }, { account: '321322-clerk' })

  await withPage(async (page) => {
    assert.equal((await page.request.get(`/api/records/${kept.id}`)).status(), 404, 'another county knows nothing of it')
  }, { account: '321323-keeper' })

  await withPage(async (page) => {
    await open(page, `/records/${kept.id}`)
    await page.getByRole('heading', { name: '这是封存件' }).waitFor()
    assert.doesNotMatch(await page.locator('main').innerText(), /来电丙|酒后|外伤/)
    await open(page, '/')
    const todo = page.getByRole('listitem').filter({ hasText: kept.number })
    assert.match(await todo.innerText(), /封存件[\s\S]*红色风险报领导/, 'the to-do names its deadline and shows that it is locked')
    await open(page, `/records/${kept.id}`)
    await act(page, '领导已知悉')
    await page.getByRole('button', { name: '申请启封' }).click()
    const dialog = page.getByRole('dialog', { name: '申请启封' })
    await dialog.getByLabel('理由').fill('太短')
    await dialog.getByRole('button', { name: '申请启封' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('理由').fill('主办人离岗，须尽快联系当事人')
    await dialog.getByRole('button', { name: '申请启封' }).click()
    await page.getByText('您已申请启封').waitFor()
  }, { account: '321322-head' })

  await withPage(async (page) => {
    await open(page, '/seals')
    const request = page.locator('section.card', { hasText: kept.number })
    assert.match(await request.innerText(), /沭阳县妇联主席[\s\S]*主办人离岗[\s\S]*已同意/, 'who asks and is an officer has agreed with that')
    await request.getByRole('button', { name: '同意启封' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '同意启封' }).click()
    await page.getByText('已启封，办案人员会收到通知。').waitFor()
    await open(page, `/records/${kept.id}`)
    await page.getByRole('heading', { name: '这是封存件' }).waitFor() // It was not opened for her.
  }, { account: 'city-head' })

  await withPage(async (page) => {
    await open(page, `/records/${kept.id}`)
    await page.getByText('丈夫酒后动手').first().waitFor()
    await page.getByText(/启封查阅，至/).waitFor()
  }, { account: '321322-head' })

  await withPage(async (page) => {
    await open(page, '/')
    const notices = page.locator('section', { has: page.getByRole('heading', { name: '通知', exact: true }) })
    await notices.getByRole('link', { name: new RegExp(`被启封 ${kept.number}`) }).click()
    await settled(page)
    assert.match(await page.locator('main').innerText(), /解封查阅[\s\S]*（沭阳县妇联主席）：主办人离岗/)
  }, { account: '321322-keeper' })
})

test('two years of petitions stand side by side as the figures say, and are taken away as a workbook', () =>
  withPage(async (page) => {
    await open(page, `/analysis?org=${county}&before=2014&year=2015`)
    await page.getByRole('heading', { level: 1, name: '2014 年与 2015 年信访分析' }).waitFor()
    const at = (year) => ask(page, `/figures/petitions.all/splits?org=${county}&from=${year}-01-01&to=${year}-12-31`)
    const [was, is] = [await at(2014), await at(2015)]
    const family = (answer) => answer.splits.find((one) => one.field === 'category').items.find((one) => one.value === 'family')
    const row = page.getByRole('row').filter({ hasText: '婚姻家庭权益' })
    const change = Math.round((family(is).share - family(was).share) * 10) / 10
    assert.deepEqual(await row.getByRole('cell').allInnerTexts(), [
      String(family(was).amount), `${family(was).share.toFixed(1)}%`, String(family(is).amount), `${family(is).share.toFixed(1)}%`,
      change > 0 ? `+${change.toFixed(1)}` : change.toFixed(1),
    ])
    for (const heading of ['问题类别', '渠道', '性质']) await page.getByRole('heading', { level: 2, name: heading }).waitFor()
    const book = await downloaded(page, page.getByRole('link', { name: '导出 Excel' }))
    assert.match(book.name, /年度分析\.xlsx$/)
    assert.ok(isZip(book.bytes))
    await row.getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: '信访总量：婚姻家庭权益' }).waitFor()
  }, { account: '321322-head' }))

test("the head's page shows the load by risk, leads to the figures, and hands a case on", () =>
  withPage(async (page) => {
    await open(page, '/casework')
    const open_ = await ask(page, `/figures/petitions.open/splits?org=${county}&from=2015-01-01&to=2015-12-31`)
    const load = page.locator('section', { has: page.getByRole('heading', { name: '在办件的风险等级' }) })
    for (const level of open_.splits.find((one) => one.field === 'risk-level').items) {
      assert.match(await load.innerText(), new RegExp(`${level.title.zh}风险\\s+${level.amount}`))
    }
    const rate = await ask(page, `/figures/petitions.on-time-rate?org=${county}&from=2015-01-01&to=2015-12-31`)
    assert.equal(await page.locator('.stat', { hasText: '按期办结率' }).locator('strong').innerText(), rate.text)

    const { items } = await ask(page, '/records?type=petitions.petition&state=accepted&limit=50')
    const one = items.find((item) => !item.locked)
    await open(page, `/records/${one.id}?act=hand-to`)
    const dialog = page.getByRole('dialog', { name: '交办' })
    await dialog.getByLabel('承办人（单位）').fill('权益部')
    await dialog.getByLabel('说明').fill('请五日内回报')
    await dialog.getByRole('button', { name: '交办' }).click()
    await page.getByText('“交办”已完成。').waitFor()
  }, { account: '321322-head' }))

test('a case is printed with its hours, its words and places to sign', () =>
  withPage(async (page) => {
    const { items } = await ask(page, '/records?type=petitions.petition&state=settled&limit=5')
    await open(page, `/records/${items[0].id}`)
    await page.getByRole('button', { name: '打印' }).click()
    await page.getByRole('menuitem', { name: '办理记录' }).click()
    await page.waitForURL(/\/paper\/record$/)
    await settled(page)
    const sheet = page.locator('article.sheet')
    assert.match(await sheet.innerText(), /信访件办理记录[\s\S]*办理经过[\s\S]*登记[\s\S]*承办人（签名）[\s\S]*当事人（签名）/)
    await page.emulateMedia({ media: 'print' })
    assert.ok(!(await page.getByRole('navigation').first().isVisible()), 'what is printed is the sheet alone')
  }, { account: '321322-keeper' }))

test('the office takes in a partner, the administrator gives it an account, and the officers are named', async () => {
  const unit = `沭阳县妇幼保健院${String(Date.now()).slice(-4)}`
  await withPage(async (page) => {
    await open(page, `/organisations/${county}`)
    await page.getByRole('button', { name: '添加联动单位' }).click()
    await page.getByRole('dialog').getByLabel('单位名称').fill(unit)
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await page.getByText(`已添加“${unit}”。`).waitFor()
    await page.getByRole('main').getByRole('link', { name: unit }).first().waitFor()
  }, { account: '321322-office' })
  const name = `partner-${Date.now()}`
  await withPage(async (page) => {
    await open(page, '/accounts')
    await page.getByRole('button', { name: '新建账号' }).click()
    const dialog = page.getByRole('dialog', { name: '新建账号' })
    await dialog.getByLabel('姓名').fill('联络员')
    await dialog.getByLabel('登录名').fill(name)
    await dialog.getByLabel('初始密码').fill('a password to change')
    await dialog.locator('.grant .el-select').click()
    await page.getByRole('option', { name: '联动单位' }).click()
    await dialog.locator('#grant-org-0').click()
    const tree = page.getByRole('dialog', { name: '选择组织' })
    await tree.getByLabel('搜索名称或代码').fill(unit)
    await tree.getByRole('button', { name: new RegExp(unit) }).click()
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.getByText('账号已保存。').waitFor()
    await open(page, '/officers')
    assert.match(await page.locator('main').innerText(), /现任[\s\S]*宿迁市妇联主席[\s\S]*密钥有效/)
    await page.locator('.el-select').click()
    await page.keyboard.type('宿城区妇联主席')
    await page.getByRole('option', { name: /宿城区妇联主席/ }).first().click()
    await page.getByRole('heading', { level: 1 }).click()
    await page.getByRole('button', { name: '指定', exact: true }).click()
    assert.match(await page.getByRole('alert').first().innerText(), /至少指定两位/)
  }, { account: 'city-admin' })
  await withPage(async (page) => {
    const answer = await page.request.post('/api/session', { data: { name, password: 'a password to change' } })
    assert.equal((await answer.json()).mustChangePassword, true)
    await open(page, '/')
    await page.waitForURL(/\/password$/)
  })
})

onEveryScreen(test, 'who has no keys to a place is told in words', async (page) => {
  await open(page, '/records/1')
  assert.match(await page.getByRole('alert').innerText(), /没有这条记录/)
  await enter(page, '321322-legal-aid')
  await open(page, '/')
  await page.getByText('没有待办').waitFor()
}, { account: '321322-clerk' })
