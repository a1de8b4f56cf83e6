/* Stand-in for net-snmp/net-snmp-config.h of net-snmp 5.9.3. */
#ifndef NET_SNMP_CONFIG_H
#define NET_SNMP_CONFIG_H
#endif
