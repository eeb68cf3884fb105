import { BulletListIcon, MegaphoneIcon, NumberListIcon, TableIcon, TasklistIcon } from '@navikt/aksel-icons'
import type { ChainedCommands, Editor } from '@tiptap/react'
import type { ReactNode } from 'react'
import { insertTable } from './insert-block'
import { everyBlockToPlenum } from './plenum-labels'

export type FormatName =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strike'
  | 'heading'
  | 'subheading'
  | 'bulletList'
  | 'orderedList'
  | 'taskList'
  | 'blockquote'
  | 'table'
  | 'plenum'

export interface Format {
  name: FormatName
  icon?: ReactNode
  /** The letter of the language that stands for it where there is no icon. */
  letter?: 'bold' | 'italic' | 'underline' | 'strike' | 'heading' | 'subheading' | 'blockquote'
  /** On a phone it stands behind "more tools". */
  rare?: true
  /** Its shortcut, in ProseMirror's words. */
  keys: string
  /** What marks it as on. */
  active: (editor: Editor) => boolean
  run: (chain: ChainedCommands) => ChainedCommands
}

/** What one can do to the text, in the order of the toolbar. */
export const FORMATS: readonly Format[] = [
  {
    name: 'bold',
    letter: 'bold',
    keys: 'Mod-b',
    active: editor => editor.isActive('bold'),
    run: chain => chain.toggleBold(),
  },
  {
    name: 'italic',
    letter: 'italic',
    rare: true,
    keys: 'Mod-i',
    active: editor => editor.isActive('italic'),
    run: chain => chain.toggleItalic(),
  },
  {
    name: 'underline',
    letter: 'underline',
    rare: true,
    keys: 'Mod-u',
    active: editor => editor.isActive('underline'),
    run: chain => chain.toggleUnderline(),
  },
  {
    name: 'strike',
    letter: 'strike',
    rare: true,
    keys: 'Mod-Shift-s',
    active: editor => editor.isActive('strike'),
    run: chain => chain.toggleStrike(),
  },
  {
    name: 'heading',
    letter: 'heading',
    rare: true,
    keys: 'Mod-Shift-1',
    active: editor => editor.isActive('heading', { level: 2 }),
    run: chain => chain.toggleHeading({ level: 2 }),
  },
  {
    name: 'subheading',
    letter: 'subheading',
    rare: true,
    keys: 'Mod-Shift-2',
    active: editor => editor.isActive('heading', { level: 3 }),
    run: chain => chain.toggleHeading({ level: 3 }),
  },
  {
    name: 'bulletList',
    icon: <BulletListIcon aria-hidden="true" />,
    keys: 'Mod-Shift-8',
    active: editor => editor.isActive('bulletList'),
    run: chain => chain.toggleBulletList(),
  },
  {
    name: 'orderedList',
    icon: <NumberListIcon aria-hidden="true" />,
    rare: true,
    // Ctrl+Shift+7 is Ctrl+/ on a Norwegian keyboard.
    keys: 'Mod-Alt-n',
    active: editor => editor.isActive('orderedList'),
    run: chain => chain.toggleOrderedList(),
  },
  {
    name: 'taskList',
    icon: <TasklistIcon aria-hidden="true" />,
    keys: 'Mod-Shift-9',
    active: editor => editor.isActive('taskList'),
    run: chain => chain.toggleTaskList(),
  },
  {
    name: 'blockquote',
    letter: 'blockquote',
    rare: true,
    keys: 'Mod-Shift-b',
    active: editor => editor.isActive('blockquote'),
    run: chain => chain.toggleBlockquote(),
  },
  {
    name: 'table',
    icon: <TableIcon aria-hidden="true" />,
    rare: true,
    keys: 'Mod-Alt-g',
    active: editor => editor.isActive('table'),
    run: chain => chain.command(insertTable),
  },
  {
    name: 'plenum',
    icon: <MegaphoneIcon aria-hidden="true" />,
    keys: 'Mod-Alt-p',
    active: everyBlockToPlenum,
    run: chain => chain.togglePlenum(),
  },
]
