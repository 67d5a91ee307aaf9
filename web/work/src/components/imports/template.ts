import type { PersonWords } from '@/api/types'
import type { Sheet } from '@/format/sheet'

// A list to be filled in. Its headings are those that an import knows, so they are Chinese in every language of the pages.
const plain: [string, string, number][] = [
  ['姓名', '必填', 12],
  ['身份证号', '18 位；其他证件填号码，并写明证件类型', 22],
  ['证件类型', '身份证可不填', 12],
  ['性别', '女、男；有身份证号的可不填', 8],
  ['出生日期', '如 1985-05-06；有身份证号的可不填', 14],
  ['联系电话', '几个号码用顿号分开', 16],
  ['家庭住址', '', 30],
  ['所在村（社区）', '简称、全称或代码；不填的登记在导入时选定的组织', 18],
]

export function templateOf(words: PersonWords): Sheet[] {
  const papers = words.papers.map((one) => one.title.zh).join('、')
  const coded = words.fields.map((field): [string, string, number] => [
    field.title.zh,
    field.choices.map((one) => one.title.zh).join('、'),
    14,
  ])
  const columns = [...plain, ...coded]
  return [
    {
      name: '人员名单',
      rows: [columns.map(([title]) => title)],
      widths: columns.map(([, , width]) => width),
    },
    {
      name: '填写说明',
      rows: [
        ['列', '怎样填'],
        ...columns.map(([title, help]) => [
          title,
          title === '证件类型' && papers ? `${help}。可填：${papers}` : help,
        ]),
        ['其他', '一人一行；只认第一张表；可以删去用不着的列，列的次序不限'],
      ],
      widths: [18, 90],
    },
  ]
}
