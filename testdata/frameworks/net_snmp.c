/* Net-SNMP: alarms and answers are delivered on the agent's or the program's loop. */
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>
#include <unistd.h>

static netsnmp_session *agent;

static void on_alarm(unsigned int reg, void *data)
{
    netsnmp_pdu *answer;
    (void)reg;
    snmp_synch_response(agent, data, &answer); // warning: 5 NS107 related: "snmp_alarm_register"
}

static int on_answer(int op, netsnmp_session *session, int id, netsnmp_pdu *pdu, void *data)
{
    (void)op, (void)session, (void)id, (void)pdu, (void)data;
    pause(); // error: 5 NS101 related: "snmp_async_send"
    return 1;
}

static int on_trap(int op, netsnmp_session *session, int id, netsnmp_pdu *pdu, void *data)
{
    (void)op, (void)id, (void)data;
    return snmp_async_send(session, pdu, on_answer, NULL); // ok: NS107
}

static int on_inform(int op, netsnmp_session *session, int id, netsnmp_pdu *pdu, void *data)
{
    (void)op, (void)session, (void)id, (void)pdu, (void)data;
    pause(); // error: 5 NS101 related: "snmp_session"
    return 1;
}

void start(netsnmp_session *traps, netsnmp_session *informs, netsnmp_pdu *pdu);

void start(netsnmp_session *traps, netsnmp_session *informs, netsnmp_pdu *pdu)
{
    netsnmp_pdu *answer;
    traps->callback = on_trap;
    informs->callback = on_inform;
    snmp_alarm_register(10, SA_REPEAT, on_alarm, pdu);
    snmp_synch_response(agent, pdu, &answer); // ok: NS107
}
