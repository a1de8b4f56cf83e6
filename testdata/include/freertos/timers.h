/* Excerpt of FreeRTOS V11.1.0+, timers.h (MIT licence), git 4269c69a. */
#ifndef TIMERS_H
#define TIMERS_H

typedef struct tmrTimerControl *TimerHandle_t;
typedef void (*TimerCallbackFunction_t)(TimerHandle_t xTimer);
typedef void (*PendedFunction_t)(void *arg1, uint32_t arg2);
TimerHandle_t xTimerCreate(const char *const pcTimerName, const TickType_t xTimerPeriodInTicks, const BaseType_t xAutoReload,
                           void *const pvTimerID, TimerCallbackFunction_t pxCallbackFunction);
BaseType_t xTimerPendFunctionCall(PendedFunction_t xFunctionToPend, void *pvParameter1, uint32_t ulParameter2, TickType_t xTicksToWait);
#define tmrCOMMAND_START ((BaseType_t) 1)
#define tmrFIRST_FROM_ISR_COMMAND ((BaseType_t) 6)
TickType_t xTaskGetTickCount(void);
BaseType_t xTimerGenericCommandFromTask(TimerHandle_t xTimer, const BaseType_t xCommandID, const TickType_t xOptionalValue,
                                        BaseType_t *const pxHigherPriorityTaskWoken, const TickType_t xTicksToWait);
BaseType_t xTimerGenericCommandFromISR(TimerHandle_t xTimer, const BaseType_t xCommandID, const TickType_t xOptionalValue,
                                       BaseType_t *const pxHigherPriorityTaskWoken, const TickType_t xTicksToWait);
#define xTimerGenericCommand(xTimer, xCommandID, xOptionalValue, pxHigherPriorityTaskWoken, xTicksToWait) \
    ((xCommandID) < tmrFIRST_FROM_ISR_COMMAND ? \
      xTimerGenericCommandFromTask(xTimer, xCommandID, xOptionalValue, pxHigherPriorityTaskWoken, xTicksToWait) : \
      xTimerGenericCommandFromISR(xTimer, xCommandID, xOptionalValue, pxHigherPriorityTaskWoken, xTicksToWait))
#define xTimerStart(xTimer, xTicksToWait) \
    xTimerGenericCommand((xTimer), tmrCOMMAND_START, (xTaskGetTickCount()), NULL, (xTicksToWait))

#endif
