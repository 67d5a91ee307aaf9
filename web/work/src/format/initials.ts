// The first letters of a Chinese text's syllables, by the order in which pinyin sorts characters: 家庭暴力 gives jtbl.
// A few characters that people here read differently from that order say both.
const letters = 'abcdefghjklmnopqrstwxyz'
const first = [...'阿八嚓咑妸发旮哈丌咔垃妈拏喔妑七呥仨他屲夕丫帀']
const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin')
const also: Record<string, string> = { 重: 'cz', 调: 'td', 行: 'hx', 长: 'cz', 乐: 'ly', 还: 'hh' }

function initialsOf(character: string): string {
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase()
  if (!/\p{Script=Han}/u.test(character)) return ''
  const known = also[character]
  if (known) return known
  let found = ''
  for (let i = 0; i < first.length; ++i)
    if (order.compare(character, first[i] ?? '') >= 0) found = letters[i] ?? ''
  return found
}

// Whether the letters typed are the initials of the text from some syllable on.
export function matchesInitials(text: string, typed: string): boolean {
  const syllables = [...text].map(initialsOf).filter(Boolean)
  const wanted = [...typed.toLowerCase()]
  return syllables.some(
    (_one, from) =>
      from + wanted.length <= syllables.length &&
      wanted.every((letter, i) => syllables[from + i]?.includes(letter)),
  )
}
