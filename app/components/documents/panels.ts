/** What opens below the tools, or above the page. */
export type Panel = 'link' | 'find' | 'image' | 'help'

export const PANEL_KEYS: Readonly<Record<Panel, string>> = {
  link: 'Mod-k',
  image: 'Mod-Alt-b',
  find: 'Mod-Alt-f',
  help: 'Mod-/',
}

export const TABLE_ACTIONS = [
  { name: 'rowBefore', keys: 'Alt-Shift-ArrowUp' },
  { name: 'rowAfter', keys: 'Alt-Shift-ArrowDown' },
  { name: 'columnBefore', keys: 'Alt-Shift-ArrowLeft' },
  { name: 'columnAfter', keys: 'Alt-Shift-ArrowRight' },
  { name: 'headerRow', keys: 'Alt-Shift-h' },
  { name: 'deleteRow', keys: 'Alt-Shift-Backspace' },
  { name: 'deleteColumn', keys: 'Alt-Shift-Delete' },
  { name: 'deleteTable', keys: 'Mod-Alt-Backspace' },
] as const
export type TableAction = (typeof TABLE_ACTIONS)[number]['name']
