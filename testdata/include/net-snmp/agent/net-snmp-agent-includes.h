/* Excerpt of net-snmp 5.9.3, agent/snmp_agent.h (BSD licence). */
#ifndef NET_SNMP_AGENT_INCLUDES_H
#define NET_SNMP_AGENT_INCLUDES_H

#include <net-snmp/net-snmp-includes.h>

int agent_check_and_process(int block);

#endif
