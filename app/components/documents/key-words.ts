const MAC: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' }
const OTHERS: Readonly<Record<string, string>> = { Mod: 'Ctrl' }
const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backspace: '⌫',
  Delete: 'Del',
}

const onMac = () => typeof navigator !== 'undefined' && /Mac OS|iP(hone|ad|od)/.test(navigator.userAgent)

/** A shortcut as it stands on the keys, one after the other. */
export function keyWords(keys: string, mac = onMac()): string[] {
  return keys
    .split('-')
    .map(key => (mac ? MAC : OTHERS)[key] ?? SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key))
}
