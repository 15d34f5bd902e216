export { CreateForm } from './create-form.js'
export { EditForm } from './edit-form.js'
