/* Excerpt of FreeRTOS V11.1.0+, croutine.h (MIT licence), git 4269c69a. */
#ifndef CO_ROUTINE_H
#define CO_ROUTINE_H

typedef void *CoRoutineHandle_t;
typedef void (*crCOROUTINE_CODE)(CoRoutineHandle_t xHandle, UBaseType_t uxIndex);
typedef struct corCoRoutineControlBlock { crCOROUTINE_CODE pxCoRoutineFunction; uint16_t uxState; } CRCB_t;
BaseType_t xCoRoutineCreate(crCOROUTINE_CODE pxCoRoutineCode, UBaseType_t uxPriority, UBaseType_t uxIndex);
void vCoRoutineSchedule(void);
void vCoRoutineAddToDelayedList(TickType_t xTicksToDelay, void *pxEventList);
#define crSTART(pxCRCB) switch (((CRCB_t *) (pxCRCB))->uxState) { case 0:
#define crEND() }
#define crSET_STATE0(xHandle) \
    ((CRCB_t *) (xHandle))->uxState = (__LINE__ * 2); return; \
    case (__LINE__ * 2):
#define crDELAY(xHandle, xTicksToDelay) \
    do { \
        if ((xTicksToDelay) > 0) { \
            vCoRoutineAddToDelayedList((xTicksToDelay), NULL); \
        } \
        crSET_STATE0((xHandle)); \
    } while (0)

#endif
