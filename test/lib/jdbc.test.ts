import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressesOf, withoutCredentials } from '../../src/lib/url.js'

type Place = readonly [string | null, number | null, string | null]
const places = (url: string): Place[] =>
  addressesOf(withoutCredentials(url) ?? '').map(({ host, port, database }) => [host, port, database])

describe('a JDBC URL without credentials, and where it leads', () => {
  it.each<readonly [string, string, readonly Place[]]>([
    // Oracle
    ['jdbc:oracle:thin:@db.example:1521:ORCL', 'jdbc:oracle:thin:@db.example:1521:ORCL', [['db.example', 1521, 'ORCL']]],
    ['jdbc:oracle:thin:@db.example:1521/shop.example', 'jdbc:oracle:thin:@db.example:1521/shop.example', [['db.example', 1521, 'shop.example']]],
    ['jdbc:oracle:thin:@//db.example:1521/shop:dedicated/one', 'jdbc:oracle:thin:@//db.example:1521/shop:dedicated/one', [['db.example', 1521, 'shop']]],
    ['jdbc:oracle:thin:scott/q7-Lark@db.example:1521:ORCL', 'jdbc:oracle:thin:@db.example:1521:ORCL', [['db.example', 1521, 'ORCL']]],
    ['jdbc:oracle:thin:scott/q7@Lark@//db.example/shop', 'jdbc:oracle:thin:@//db.example/shop', [['db.example', null, 'shop']]],
    ['jdbc:oracle:thin:scott/"q7/:?Lark"@db.example:1521/shop', 'jdbc:oracle:thin:@db.example:1521/shop', [['db.example', 1521, 'shop']]],
    ['jdbc:oracle:thin:scott/q7-Lark@sales', 'jdbc:oracle:thin:@sales', [[null, null, 'sales']]],
    ['jdbc:oracle:thin:@sales?TNS_ADMIN=/etc/tns', 'jdbc:oracle:thin:@sales?TNS_ADMIN=/etc/tns', [[null, null, 'sales']]],
    ['jdbc:oracle:oci:scott/q7-Lark@db.example:1521/shop', 'jdbc:oracle:oci:@db.example:1521/shop', [['db.example', 1521, 'shop']]],
    [
      'jdbc:oracle:thin:@tcps://db.example:2484/shop?wallet_location=/w&oracle.net.wallet_password=q7-Lark',
      'jdbc:oracle:thin:@tcps://db.example:2484/shop',
      [['db.example', 2484, 'shop']],
    ],
    ['jdbc:oracle:thin:@a.example:1,b.example:2/shop', 'jdbc:oracle:thin:@a.example:1,b.example:2/shop', [['a.example', 1, 'shop'], ['b.example', 2, 'shop']]],
    [
      'jdbc:oracle:thin:@ldap://ldap.example:7777/sales,cn=OracleContext,dc=example',
      'jdbc:oracle:thin:@ldap://ldap.example:7777/sales,cn=OracleContext,dc=example',
      [[null, null, 'sales']],
    ],
    [
      'jdbc:oracle:thin:scott/q7-Lark@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCP)(HOST=a.example)(PORT=1521))(ADDRESS=(HOST=b.example)(PORT=1522)))(CONNECT_DATA=(SERVICE_NAME=shop)))',
      'jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCP)(HOST=a.example)(PORT=1521))(ADDRESS=(HOST=b.example)(PORT=1522)))(CONNECT_DATA=(SERVICE_NAME=shop)))',
      [['a.example', 1521, 'shop'], ['b.example', 1522, 'shop']],
    ],
    // SQL Server
    [
      'jdbc:sqlserver://sql.example\\one:1433;databaseName=shop;user=sa;password=q7@L&a#r?k;encrypt=true',
      'jdbc:sqlserver://sql.example\\one:1433;databaseName=shop;encrypt=true',
      [['sql.example', 1433, 'shop']],
    ],
    ['jdbc:sqlserver://sql.example;password={q7;L=a}}@r};database=shop', 'jdbc:sqlserver://sql.example;database=shop', [['sql.example', null, 'shop']]],
    [
      'jdbc:sqlserver://;serverName=sql.example;portNumber=1434;databaseName=shop;accessToken=q7-Lark',
      'jdbc:sqlserver://;serverName=sql.example;portNumber=1434;databaseName=shop',
      [['sql.example', 1434, 'shop']],
    ],
    ['jdbc:jtds:sqlserver://sql.example:1433/shop;user=sa;password=q7-Lark', 'jdbc:jtds:sqlserver://sql.example:1433/shop', [['sql.example', 1433, 'shop']]],
    // MySQL
    ['jdbc:mysql://db.example:3306/shop?user=root&password=q7;L@a#rk&useSSL=true', 'jdbc:mysql://db.example:3306/shop?useSSL=true', [['db.example', 3306, 'shop']]],
    ['jdbc:mysql://root:q7-Lark@a.example:3306,b.example:3307/shop', 'jdbc:mysql://a.example:3306,b.example:3307/shop', [['a.example', 3306, 'shop'], ['b.example', 3307, 'shop']]],
    ['jdbc:mysql:loadbalance://a.example/shop?user=u', 'jdbc:mysql:loadbalance://a.example/shop', [['a.example', null, 'shop']]],
    ['jdbc:mariadb://a.example/shop', 'jdbc:mariadb://a.example/shop', [['a.example', null, 'shop']]],
    // PostgreSQL
    [
      'jdbc:postgresql://a.example:5432,b.example:5433/shop?user=u&password=q7-Lark&sslmode=require',
      'jdbc:postgresql://a.example:5432,b.example:5433/shop?sslmode=require',
      [['a.example', 5432, 'shop'], ['b.example', 5433, 'shop']],
    ],
    ['jdbc:postgresql://[2001:db8::1]:5432/shop', 'jdbc:postgresql://[2001:db8::1]:5432/shop', [['[2001:db8::1]', 5432, 'shop']]],
    ['jdbc:postgresql:shop?user=u&password=q7-Lark', 'jdbc:postgresql:shop', [[null, null, 'shop']]],
    // Sybase
    ['jdbc:sybase:Tds:syb.example:5000/shop?USER=u&PASSWORD=q7-Lark&CHARSET=utf8', 'jdbc:sybase:Tds:syb.example:5000/shop?CHARSET=utf8', [['syb.example', 5000, 'shop']]],
    ['jdbc:jtds:sybase://syb.example:5000/shop;user=u;password=q7-Lark', 'jdbc:jtds:sybase://syb.example:5000/shop', [['syb.example', 5000, 'shop']]],
    // DB2
    ['jdbc:db2://db.example:50000/SHOP', 'jdbc:db2://db.example:50000/SHOP', [['db.example', 50000, 'SHOP']]],
    ['jdbc:db2://db.example:50000/SHOP:user=u;password=q7@Lark;sslConnection=true;', 'jdbc:db2://db.example:50000/SHOP:sslConnection=true;', [['db.example', 50000, 'SHOP']]],
    ['jdbc:db2:SHOP:user=u;password=q7-Lark;', 'jdbc:db2:SHOP', [[null, null, 'SHOP']]],
    // Hive and Impala
    [
      'jdbc:hive2://a.example:2181,b.example:2181/default;serviceDiscoveryMode=zooKeeper;principal=hive/_HOST@REALM.EXAMPLE?tez.queue.name=q',
      'jdbc:hive2://a.example:2181,b.example:2181/default;serviceDiscoveryMode=zooKeeper',
      [['a.example', 2181, 'default'], ['b.example', 2181, 'default']],
    ],
    ['jdbc:hive2://h.example:10000/default;user=u;password=q7-Lark?a=b', 'jdbc:hive2://h.example:10000/default', [['h.example', 10000, 'default']]],
    ['jdbc:hive2://h.example:10000/default?hive.a=b;password=q7-Lark', 'jdbc:hive2://h.example:10000/default', [['h.example', 10000, 'default']]],
    ['jdbc:impala://h.example:21050/default;AuthMech=3;UID=u;PWD=q7-Lark', 'jdbc:impala://h.example:21050/default;AuthMech=3', [['h.example', 21050, 'default']]],
    // MongoDB
    [
      'mongodb://u:q7-Lark@a.example:27017,b.example:27018/shop?replicaSet=rs',
      'mongodb://a.example:27017,b.example:27018/shop?replicaSet=rs',
      [['a.example', 27017, 'shop'], ['b.example', 27018, 'shop']],
    ],
    ['mongodb+srv://u:q7-Lark@c.example/shop', 'mongodb+srv://c.example/shop', [['c.example', null, 'shop']]],
    ['jdbc:mongodb://u:q7-Lark@a.example:27017/shop', 'jdbc:mongodb://a.example:27017/shop', [['a.example', 27017, 'shop']]],
    // Trino
    ['jdbc:trino://t.example:8443/hive/default?user=u&password=q7-Lark&SSL=true', 'jdbc:trino://t.example:8443/hive/default?SSL=true', [['t.example', 8443, 'hive/default']]],
    ['jdbc:trino://t.example?accessToken=q7-Lark', 'jdbc:trino://t.example', [['t.example', null, null]]],
  ])('of %s', (url, form, where) => {
    expect(withoutCredentials(url)).toBe(form)
    expect(places(url)).toEqual(where)
    expect(withoutCredentials(form), 'a form holds nothing more to take out').toBe(form)
  }) // prettier-ignore

  it.each([
    ['Oracle without a place', 'jdbc:oracle:thin:scott/q7-Lark'],
    ['Oracle with a parameter that may be a password', 'jdbc:oracle:thin:scott/q7?a=Lark@db.example:1521:ORCL'],
    ['an Oracle description with a password', 'jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=a.example))(SECURITY=(PASSWORD=q7-Lark)))'],
    ['MySQL key-value hosts', 'jdbc:mysql://(host=db.example,user=ann,password=q7-Lark)/shop'],
    ['an at sign that may end a password', 'jdbc:mysql://root:12?a=q7@Lark/shop'],
    ['a password where the port stands', 'jdbc:postgresql://root:q7-Lark/shop'],
    ['a driver whose grammar is unknown', 'jdbc:h2:mem:q7-Lark'],
    ['nothing after the scheme', 'jdbc:'],
  ])('is null for %s', (_what, url) => {
    expect(withoutCredentials(url)).toBeNull()
    expect(places(url)).toEqual([])
  })

  it('never holds a password, wherever the driver takes it', () => {
    const password = fc.stringMatching(/^[a-z0-9!#$%*+.:,_|~^-]{0,8}$/).map((text) => `${text}q7!Lark${text}`)
    const shapes = fc.constantFrom<(secret: string) => string>(
      (secret) => `jdbc:oracle:thin:scott/${secret}@db.example:1521:ORCL`,
      (secret) => `jdbc:oracle:thin:scott/${secret}@//db.example:1521/shop`,
      (secret) => `jdbc:oracle:thin:scott/${secret}@(DESCRIPTION=(ADDRESS=(HOST=a.example)))`,
      (secret) => `jdbc:sqlserver://h.example:1433;user=sa;password=${secret};encrypt=true`,
      (secret) => `jdbc:sqlserver://h.example:1433;password={${secret};@&?#=${secret}};encrypt=true`,
      (secret) => `jdbc:mysql://root:${secret}@h.example:3306/shop`,
      (secret) => `jdbc:mysql://h.example:3306/shop?user=root&password=${secret}&useSSL=true`,
      (secret) => `jdbc:postgresql://h.example/shop?password=${secret}`,
      (secret) => `jdbc:sybase:Tds:h.example:5000/shop?PASSWORD=${secret}`,
      (secret) => `jdbc:db2://h.example:50000/SHOP:user=u;password=${secret};`,
      (secret) => `jdbc:hive2://h.example:10000/default;user=u;password=${secret}?a=b#c=d`,
      (secret) => `jdbc:impala://h.example:21050;UID=u;PWD=${secret}`,
      (secret) => `jdbc:mongodb://u:${secret}@h.example/shop`,
      (secret) => `jdbc:trino://h.example:8443/hive?password=${secret}`,
    )
    fc.assert(
      fc.property(shapes, password, (shape, secret) => {
        const form = withoutCredentials(shape(secret)) ?? ''
        expect(form).not.toContain('q7!Lark')
        expect(JSON.stringify(addressesOf(form))).not.toContain('q7!Lark')
      }),
      { numRuns: 3000 },
    )
  })

  it('answers at once whatever it is given', () => {
    const long = ['@', ';', ':', '/', '(', '{', 'a=', ',', '?', '&', ' ', '=a', '(HOST=', ';a={'].map((part) => part.repeat(20_000))
    const starts = ['jdbc:oracle:thin:', 'jdbc:oracle:thin:@', 'jdbc:oracle:thin:@(', 'jdbc:db2://h/', 'jdbc:sqlserver://h;', 'jdbc:mysql://', 'jdbc:postgresql:', 'jdbc:'] // prettier-ignore
    const start = performance.now()
    for (const text of long) for (const head of starts) places(head + text)
    expect(performance.now() - start).toBeLessThan(1500)
  })
})
