import common from './common.json'
import documents from './documents.json'

export default { common, documents }
