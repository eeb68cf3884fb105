import { Extension, type ChainedCommands, type Editor, type KeyboardShortcutCommand } from '@tiptap/core'
import { FORMATS } from './formats'
import { PANEL_KEYS, TABLE_ACTIONS, type Panel, type TableAction } from './panels'

const IN_TABLE: Record<TableAction, (chain: ChainedCommands) => ChainedCommands> = {
  rowBefore: chain => chain.addRowBefore(),
  rowAfter: chain => chain.addRowAfter(),
  columnBefore: chain => chain.addColumnBefore(),
  columnAfter: chain => chain.addColumnAfter(),
  headerRow: chain => chain.toggleHeaderRow(),
  deleteRow: chain => chain.deleteRow(),
  deleteColumn: chain => chain.deleteColumn(),
  deleteTable: chain => chain.deleteTable(),
}

/** Does something to the table in which the caret stands. @returns false outside of any */
export function changeTable(editor: Editor, action: TableAction): boolean {
  return editor.isActive('table') && IN_TABLE[action](editor.chain().focus()).run()
}

/** From the text to the toolbar, as word processors have it. */
const TO_TOOLBAR = 'Alt-F10'

function focusToolbar({ view }: Editor): boolean {
  const toolbar = view.dom.closest('.live-document')?.querySelector('[role="toolbar"]')
  const tool = toolbar?.querySelector<HTMLElement>('button[tabindex="0"]')
  tool?.focus()
  return tool !== undefined && tool !== null
}

/** Whatever the toolbar does can be done from the keyboard. */
export const Shortcuts = Extension.create<{ open: (panel: Panel) => void }>({
  name: 'shortcuts',
  // Before the kinds of content: they have shortcuts of their own for the same keys.
  priority: 900,

  addOptions: () => ({ open: () => undefined }),

  addKeyboardShortcuts() {
    const { open } = this.options
    const keys: Record<string, KeyboardShortcutCommand> = {
      [TO_TOOLBAR]: ({ editor }) => focusToolbar(editor),
    }
    for (const { keys: pressed, run } of FORMATS)
      keys[pressed] = ({ editor }) => editor.isEditable && run(editor.chain().focus()).run()
    for (const { name, keys: pressed } of TABLE_ACTIONS)
      keys[pressed] = ({ editor }) => editor.isEditable && changeTable(editor, name)
    for (const [panel, pressed] of Object.entries(PANEL_KEYS) as [Panel, string][])
      keys[pressed] = () => {
        open(panel)
        return true
      }
    return keys
  },
})
