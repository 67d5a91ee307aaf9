// All words of the page. Chinese is the source. Somebody may be looking over her shoulder: none of them names what happened to her.
import { reactive } from 'vue'
import { publicTexts } from './texts.public'

export type Language = 'zh' | 'en'
export type Pair = { zh: string; en: string }

export const texts = {
  leave: { zh: '快速离开', en: 'Leave now' },
  leaveHint: { zh: '随时点“快速离开”，或连按两次 Esc，马上换成别的网页。', en: 'Press “Leave now”, or Esc twice, and another page is here at once.' },
  large: { zh: '大字', en: 'Large' },
  other: { zh: 'English', en: '中文' },
  home: { zh: '首页', en: 'Start' },
  hello: { zh: '有难处，写给我们', en: 'Something is hard? Write to us' },
  helloMore: { zh: '可以不写名字。只有接待您的人能看到。', en: 'You need not give your name. Only those who receive you can read it.' },
  ask: { zh: '写下来，请人帮忙', en: 'Write and ask for help' },
  follow: { zh: '用查询码查看', en: 'Look with my code' },
  call: { zh: '打电话', en: 'Call' },
  callHint: { zh: '急事先打电话。', en: 'If it is urgent, call first.' },
  visit: { zh: '来当面说', en: 'Come in person' },
  visitHint: { zh: '选一个县（区），看地址和时间。', en: 'Choose a county for its address and hours.' },
  address: { zh: '地址', en: 'Address' },
  noAddress: { zh: '请先打电话问地址', en: 'Please call for the address' },
  phone: { zh: '电话', en: 'Telephone' },
  hours: { zh: '时间', en: 'Hours' },
  how: { zh: '接下来会怎样', en: 'How it goes on' },
  privacy: { zh: '怎样保护您的信息', en: 'How your information is kept' },
  privacyShort: { zh: '提交就表示您看过“怎样保护您的信息”。', en: 'By sending you say that you have seen how your information is kept.' },
  where: { zh: '您在哪里', en: 'Where you are' },
  city: { zh: '市', en: 'City' },
  county: { zh: '县（区）', en: 'County' },
  township: { zh: '乡镇（街道），可以不选', en: 'Township, if you like' },
  village: { zh: '村（社区），可以不选', en: 'Village, if you like' },
  choose: { zh: '请选择', en: 'Choose' },
  goesTo: { zh: '由{name}接待', en: '{name} receives you' },
  takesNot: { zh: '这里还不能在网上办，请打电话。', en: 'This place does not take requests online yet; please call.' },
  topic: { zh: '是哪方面的事', en: 'What it is about' },
  story: { zh: '发生了什么', en: 'What happened' },
  storyHint: { zh: '想到哪里写到哪里，不用写得好。', en: 'As it comes to mind; it need not be well written.' },
  reach: { zh: '怎样找到您', en: 'How to reach you' },
  reachHint: { zh: '都可以不填。只填您觉得安全的。', en: 'All of it may be left out. Give only what is safe for you.' },
  name: { zh: '怎么称呼您', en: 'What we may call you' },
  contact: { zh: '安全的联系方式', en: 'A safe way to reach you' },
  contactHint: { zh: '电话、微信，或者一位您信得过的人', en: 'A number, an account, or somebody you trust' },
  safeHours: { zh: '什么时候方便', en: 'When it suits you' },
  noCall: { zh: '不要给我打电话，我自己来看答复', en: 'Do not call me; I will look here myself' },
  papers: { zh: '照片或材料', en: 'Photos or papers' },
  papersHint: { zh: '可以不附。照片、PDF、Word 都行，每份不超过 {size} MB。', en: 'If you like. Photos, PDF or Word, each at most {size} MB.' },
  addPapers: { zh: '选照片或文件', en: 'Choose photos or files' },
  remove: { zh: '去掉', en: 'Remove' },
  send: { zh: '提交', en: 'Send' },
  sending: { zh: '正在提交…', en: 'Sending…' },
  cancel: { zh: '不写了', en: 'Not now' },
  received: { zh: '我们收到了', en: 'We have it' },
  sentBefore: {
    zh: '您先前提交的已经收到，以那一份为准。后来改的内容，请用查询码留言告诉我们。',
    en: 'What you sent first has reached us, and it stands. What you changed since, please write to us with your code.',
  },
  yourCode: { zh: '您的查询码', en: 'Your code' },
  codeOnce: { zh: '只显示这一次。请抄下来或记住，放在只有您看得到的地方。', en: 'It is shown this once. Write it down or remember it, where only you look.' },
  codeAlone: { zh: '凭它回来看答复、留言、补材料。忘了就找不回来，只能重新写一份。', en: 'With it you come back to read, write and add papers. If it is lost, nobody can find it; you would write anew.' },
  paperFailed: { zh: '“{name}”没有传上去：{why}', en: '“{name}” was not sent: {why}' },
  toRequest: { zh: '我抄好了，看看办到哪一步', en: 'I have it; show how it stands' },
  code: { zh: '查询码', en: 'Code' },
  codeHint: { zh: '二十位字母和数字，大小写都可以。', en: 'Twenty letters and digits; capitals or not.' },
  look: { zh: '查看', en: 'Look' },
  looking: { zh: '正在找…', en: 'Looking…' },
  state: { zh: '现在', en: 'Now' },
  nextStaff: { zh: '最晚{day}前会有下一步的答复。', en: 'You will hear the next step by {day}.' },
  nextYours: { zh: '您可以在{day}前提出。', en: 'You may ask until {day}.' },
  way: { zh: '经过', en: 'What was done' },
  answer: { zh: '给您的答复', en: 'Our answer' },
  messages: { zh: '留言', en: 'Messages' },
  noMessages: { zh: '还没有留言。', en: 'No messages yet.' },
  you: { zh: '您', en: 'You' },
  staff: { zh: '工作人员', en: 'Staff' },
  write: { zh: '给工作人员留言', en: 'Write to the staff' },
  writeHint: { zh: '想起什么都可以补充。', en: 'Add whatever comes to mind.' },
  sendMessage: { zh: '发送', en: 'Send' },
  yourPapers: { zh: '您附的材料', en: 'Your papers' },
  own: { zh: '您写的内容', en: 'What you wrote' },
  can: { zh: '您还可以', en: 'You may also' },
  until: { zh: '{day}前', en: 'until {day}' },
  note: { zh: '想说的话', en: 'Your words' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  done: { zh: '已办好', en: 'Done' },
  close: { zh: '关上', en: 'Close' },
  required: { zh: '请填写', en: 'Please fill this in' },
  offline: { zh: '没有连上，请检查网络后再试。', en: 'No connection; check the network and try again.' },
  mend: { zh: '请看标出的地方。', en: 'Please look at what is marked.' },
  ...publicTexts,
  closed: { zh: '这里没有开通。请打 110 或 12338。', en: 'This is not open here. Please call 110 or 12338.' },
} satisfies Record<string, Pair>

export type Key = keyof typeof texts

export const view = reactive({
  language: (navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh') as Language,
  large: false,
})

export function say(key: Key, values: Record<string, string> = {}): string {
  return fill(texts[key][view.language], values)
}

export function of(pair: Pair): string {
  return pair[view.language]
}

export function fill(words: string, values: Record<string, string>): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

// 2015-03 as people say it.
export function monthText(iso: string): string {
  const [year, month] = iso.split('-').map(Number)
  return view.language === 'zh' ? `${year}年${month}月` : `${months[(month ?? 1) - 1]} ${year}`
}

// 2015-03-24 as people say it.
export function dayText(iso: string): string {
  const day = Number(iso.slice(8, 10))
  return view.language === 'zh' ? `${monthText(iso)}${day}日` : `${day} ${monthText(iso)}`
}

export function timeText(iso: string): string {
  return `${dayText(iso)} ${iso.slice(11, 16)}`
}
