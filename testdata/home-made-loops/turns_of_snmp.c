/* One turn of net-snmp's agent, with work beside it. */
#include <net-snmp/net-snmp-config.h>

#include <net-snmp/net-snmp-includes.h>

#include <net-snmp/agent/net-snmp-agent-includes.h>
#include <unistd.h>

static volatile int stop;

static void work(void)
{
    sleep(1);
}

void agent(void)
{
    while (!stop) {
        agent_check_and_process(1); // ok: NS204
        work();                     // warning: 9 NS101 "work"
    }
}

void agent_asks(void)
{
    while (!stop) {
        agent_check_and_process(0);
        work(); // ok: NS101
    }
}
