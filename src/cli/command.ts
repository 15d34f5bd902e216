import type { Command } from 'commander'
import { isExposed, readAddress, readToken } from './address.js'
import { openGateway, type Gateway } from './gateway.js'
import type { Outside } from './outside.js'
import type { Output } from './output.js'

/** What every command works with. */
export interface Cli {
  readonly outside: Outside
  readonly output: Output
}

export interface GatewayOptions {
  readonly url?: string
  readonly tokenFile?: string
}

/** Examples under the help of a command, one a line. */
export function withExamples(command: Command, ...examples: string[]): Command {
  return command.addHelpText('after', ['', 'Examples:', ...examples.map((example) => `  $ switchboard ${example}`)].join('\n'))
}

export function withJson(command: Command): Command {
  return command.option('--json', 'print JSON: the answer on stdout, anything else on stderr')
}

function withAddress(command: Command): Command {
  return withJson(command.option('--url <url>', 'where the gateway is; else SWITCHBOARD_URL, else http://127.0.0.1:4000'))
}

/** Options of a command that asks a gateway with a token. */
export function withGateway(command: Command): Command {
  return withAddress(
    command.option('--token-file <file>', 'file that holds the token, - for standard input; else it is taken from SWITCHBOARD_TOKEN'),
  )
}

/** The gateway that the options and the environment name. */
export async function connect(cli: Cli, options: GatewayOptions): Promise<Gateway> {
  const { address, token } = await reach(cli, options, readToken)
  return openGateway(address, token)
}

/** Where that gateway is, and the token to send there. */
export async function reach<Token>(
  { outside, output }: Cli,
  { url, tokenFile }: GatewayOptions,
  read: (file: string | undefined, outside: Outside) => Promise<Token>,
): Promise<{ readonly address: URL; readonly token: Token }> {
  const address = readAddress(url, outside.env)
  const token = await read(tokenFile, outside)
  if (token !== undefined && isExposed(address))
    await output.note(`The token goes over the network to ${address.host} in the clear: use https where you can.`)
  return { address, token }
}
