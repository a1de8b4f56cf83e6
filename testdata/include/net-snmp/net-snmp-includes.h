/* Excerpt of net-snmp 5.9.3, library/snmp_alarm.h, library/snmp_api.h, types.h (BSD licence). */
#ifndef NET_SNMP_INCLUDES_H
#define NET_SNMP_INCLUDES_H

typedef void SNMPAlarmCallback(unsigned int clientreg, void *clientarg);
#define SA_REPEAT 0x01

typedef struct snmp_pdu netsnmp_pdu;
typedef struct snmp_session netsnmp_session;
typedef int (*snmp_callback)(int, netsnmp_session *, int, netsnmp_pdu *, void *);
typedef int (*netsnmp_callback)(int, netsnmp_session *, int, netsnmp_pdu *, void *);

struct snmp_session {
    long version;
    netsnmp_callback callback;
    void *callback_magic;
};

unsigned int snmp_alarm_register(unsigned int when, unsigned int flags, SNMPAlarmCallback *thecallback,
                                 void *clientarg);
int snmp_async_send(netsnmp_session *, netsnmp_pdu *, netsnmp_callback, void *);
int snmp_synch_response(netsnmp_session *, netsnmp_pdu *, netsnmp_pdu **);

#endif
