import { decoded } from './url-parts.js'

/** What says how to connect and never who or by what right, whatever reads it. */
const everywhere = `
  application application_name applicationname appname charset characterencoding character_encoding client_encoding collation
  compress compression connect_timeout connecttimeout connection_timeout connectiontimeout connectretrycount connectretryinterval
  database databasename db dbname encoding encrypt idle_timeout idletimeout keepalive keep_alive language locale login_timeout
  logintimeout max_idle_time max_lifetime maxconnections max_connections maxpoolsize max_pool_size minpoolsize min_pool_size
  network_timeout networktimeout pool_size poolsize pool_timeout pooltimeout port query_timeout querytimeout read_timeout readonly
  read_only readtimeout requiressl request_timeout requesttimeout currentschema schema sockettimeout socket_timeout ssl ssl_mode sslenabled
  sslmode sslprotocol sslverification sslversion tcp_keepalive tcpkeepalive tcpnodelay time_zone timeout timezone tls tls_version
  tlsmode tlsversion trustservercertificate usecompression usessl verifyservercertificate`

/** What else the programs of a family read, by a word of their scheme. Names are in lower case. */
const ofFamilies: readonly (readonly [schemes: string, names: string])[] = [
  [
    'http https ws wss',
    `api-version api_version apiversion format lang limit offset order order_by page page_size pagesize per_page perpage pretty
    size sort src tz version`,
  ],
  [
    'postgres postgresql redshift cockroachdb',
    `adaptivefetch allowencodingchanges assumeminserverversion autosave binarytransfer cancelsignaltimeout channel_binding
    connection_limit databasemetadatacachefields databasemetadatacachefieldsmib defaultrowfetchsize escapesyntaxcallmode
    fallback_application_name gssencmode host hostaddr hostrecheckseconds idle_in_transaction_session_timeout idletimeoutmillis
    keepalives keepalives_count keepalives_idle keepalives_interval load_balance_hosts loadbalancehosts lock_timeout
    logunclosedconnections maxresultbuffer pgbouncer preferquerymode preparedstatementcachequeries preparedstatementcachesizemib
    preparethreshold readonlymode receivebuffersize replication rewritebatchedinserts search_path sendbuffersize ssl_max_protocol_version
    ssl_min_protocol_version sslcompression sslnegotiation sslrootcert sslsni statement_timeout stringtype target_session_attrs
    targetservertype tcp_user_timeout uselibpqcompat`,
  ],
  [
    'mysql mariadb',
    `allowmultiqueries allowpublickeyretrieval autoreconnect cacheprepstmts connection_limit connectioncollation connectionlimit
    connectiontimezone defaultfetchsize emptystringsconverttozero enabledtlsprotocols failoverreadonly
    forceconnectiontimezonetosession jdbccomplianttruncation maxallowedpacket maxidletime multistatements
    noaccesstoprocedurebodies nullcatalogmeanscurrent parsetime prepstmtcachesize prepstmtcachesqllimit rewritebatchedstatements
    servertimezone tinyint1isbit useaffectedrows usecursorfetch useinformationschema uselegacydatetimecode useserverprepstmts
    useunicode yearisdatetype zerodatetimebehavior`,
  ],
  [
    'mongodb',
    `authmechanism authsource compressors connecttimeoutms directconnection heartbeatfrequencyms journal loadbalanced localthresholdms
    maxconnecting maxidletimems maxstalenessseconds readconcernlevel readpreference readpreferencetags replicaset retryreads
    retrywrites servermonitoringmode serverselectiontimeoutms serverselectiontryonce sockettimeoutms srvmaxhosts srvservicename
    timeoutms tlsallowinvalidcertificates tlsallowinvalidhostnames tlscafile tlsdisablecertificaterevocationcheck
    tlsdisableocspendpointcheck tlsinsecure uuidrepresentation w waitqueuemultiple waitqueuetimeoutms wtimeout wtimeoutms
    zlibcompressionlevel`,
  ],
  ['redis rediss', 'client_name db family max_attempts protocol retry_on_timeout'],
  [
    'sqlserver jtds',
    `applicationintent authentication authenticationscheme cancelquerytimeout columnencryptionsetting delayloadinglobs
    disablestatementpooling domain failoverpartner hostnameincertificate instance instancename integratedsecurity iprewrite locktimeout
    multisubnetfailover packetsize portnumber preparesql progname responsebuffering selectmethod sendstringparametersasunicode
    sendtimeasdatetime server servername sockettimeout socketkeepalive statementpoolingcachesize tds transparentnetworkipresolution
    usebulkcopyforbatchinsert usecursors useunicode xopenstates`,
  ],
  [
    'oracle',
    `failover load_balance oracle.jdbc.defaultrowprefetch oracle.jdbc.readtimeout oracle.jdbc.timezoneasregion
    oracle.net.connect_timeout oracle.net.disableoob oracle.net.keepalive oracle.net.networkcompression oracle.net.ssl_server_dn_match
    oracle.net.ssl_version oracle.net.tns_admin retry_count retry_delay sdu ssl_server_dn_match tns_admin transport_connect_timeout`,
  ],
  ['sybase', 'applicationname instance jconnect_version packetsize portnumber servername servicename tds'],
  [
    'db2 ibmdb',
    `blockingreadconnectiontimeout clientapplicationname commandtimeout currentlocktimeout drivertype enablesysplexwlb
    fullymaterializelobdata portnumber progressivestreaming queryblocksize retrievemessagesfromserverongetmessage securitymechanism
    servername sslconnection`,
  ],
  [
    'hive2 hive impala spark databricks',
    `allowhostnamecnmismatch allowselfsignedcerts auth_flow authmech conncatalog connschema enablearrow fetchsize hive.execution.engine
    hive.server2.thrift.resultset.default.fetch.size hive.server2.transport.mode httppath krbhostfqdn krbrealm krbservicename
    mapred.job.queue.name mapreduce.job.queuename retries rowsfetchedperblock saslqop servicediscoverymode tez.queue.name
    transportmode usenativequery zookeepernamespace`,
  ],
  [
    'trino presto',
    `applicationnameprefix assumeliteralnamesinmetadatacallsfornonconformingclients assumeliteralunderscoreinmetadatacallsfornonconformingclients
    clienttags disablecompression explicitprepare hostnameincertificate kerberosremoteservicename
    kerberosusecanonicalhostname source validateconnection`,
  ],
  ['snowflake', 'account authenticator client_session_keep_alive jdbc_query_result_format region role tracing warehouse'],
  ['bigquery', 'defaultdataset enablehighthroughputapi location maxresults oauthtype projectid querydialect'],
  [
    'clickhouse ch',
    `client_name connect_timeout decompress failover health_check_interval load_balancing_policy max_execution_time
    max_result_rows server_time_zone use_server_time_zone use_time_zone`,
  ],
  ['vertica', 'backupservernode connectionloadbalance label searchpath'],
  ['sap', 'packetsize reconnect validatecertificate'],
  [
    'amqp amqps tcp ssl nio auto failover fanout static discovery masterslave multicast',
    `alwayssessionasync alwayssyncsend amqp.draintimeout amqp.idletimeout amqp.maxframesize amqp.saslmechanisms
    amqp.vhost backoffmultiplier backup backuppoolsize channel_max channelmax failover.initialreconnectdelay
    failover.maxreconnectattempts failover.maxreconnectdelay failover.randomize failover.reconnectbackoffmultiplier
    failover.reconnectdelay failover.startupmaxreconnectattempts failover.usereconnectbackoff failover.warnafterreconnectattempts
    frame_max framemax group heartbeat initialreconnectdelay jms.alwayssessionasync jms.alwayssyncsend jms.clientidprefix
    jms.closetimeout jms.connectionidprefix jms.connecttimeout jms.copymessageonsend jms.dispatchasync jms.forceasyncacks
    jms.forceasyncsend jms.forcesyncsend jms.localmessageexpiry jms.localmessagepriority jms.messageprioritysupported
    jms.nonblockingredelivery jms.optimizeacknowledge jms.prefetchpolicy.all jms.prefetchpolicy.durabletopicprefetch
    jms.prefetchpolicy.queuebrowserprefetch jms.prefetchpolicy.queueprefetch jms.prefetchpolicy.topicprefetch jms.producerwindowsize
    jms.queueprefix jms.redeliverypolicy.initialredeliverydelay jms.redeliverypolicy.maximumredeliveries
    jms.redeliverypolicy.redeliverydelay jms.redeliverypolicy.useexponentialbackoff jms.requesttimeout jms.sendtimeout jms.topicprefix
    jms.useasyncsend jms.usecompression jms.validatepropertynames jms.watchtopicadvisories maxcachesize maxreconnectattempts
    maxreconnectdelay prioritybackup randomize reconnectdelayexponent socketbuffersize sotimeout sowritetimeout
    startupmaxreconnectattempts trace trackmessages transport.connecttimeout transport.enabledprotocols transport.receivebuffersize
    transport.sendbuffersize transport.solinger transport.sotimeout transport.tcpkeepalive transport.tcpnodelay transport.trustall
    transport.verifyhost updateurissupported useexponentialbackoff useinactivitymonitor verifyhostname
    warnafterreconnectattempts wireformat.cacheenabled wireformat.maxframesize wireformat.maxinactivityduration
    wireformat.maxinactivitydurationinitaldelay wireformat.tcpnodelayenabled wireformat.tightencodingenabled`,
  ],
]

const wordsOf = (text: string): string[] => text.trim().split(/\s+/)
const common: ReadonlySet<string> = new Set(wordsOf(everywhere))
const families: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ofFamilies.flatMap(([schemes, names]) => {
    const set = new Set(wordsOf(names))
    return wordsOf(schemes).map((scheme) => [scheme, set] as const)
  }),
)

const plainValue = /^[A-Za-z0-9._:/,-]{0,64}$/

/** Whether `name=value` behind an address whose scheme has these words is known to hold no credential: by its name, and by a plain value. */
export function isKnownParameter(parameter: string, schemeWords: readonly string[]): boolean {
  const at = parameter.indexOf('=')
  const name = decoded(parameter.slice(0, Math.max(at, 0)))
    .trim()
    .toLowerCase()
  if (!plainValue.test(decoded(parameter.slice(at + 1)))) return false
  return common.has(name) || schemeWords.some((word) => families.get(word)?.has(name) === true)
}

/** The words of a scheme, once each: `jdbc:jtds:sqlserver://` is read by the programs of `jtds` and of `sqlserver`. */
export function schemeWordsOf(scheme: string): string[] {
  return [...new Set(scheme.toLowerCase().split(/[^a-z0-9]+/))]
}
