/* Excerpt of FreeRTOS V11.1.0+, FreeRTOS.h and projdefs.h (MIT licence), git 4269c69a. */
#ifndef INC_FREERTOS_H
#define INC_FREERTOS_H

#include <stddef.h>
#include <stdint.h>

typedef long BaseType_t;
typedef unsigned long UBaseType_t;
typedef uint32_t TickType_t;
typedef uint16_t configSTACK_DEPTH_TYPE;
typedef void (*TaskFunction_t)(void *);
#define pdTRUE ((BaseType_t) 1)
#define pdFALSE ((BaseType_t) 0)
#define pdPASS pdTRUE
#define pdMS_TO_TICKS(xTimeInMs) ((TickType_t) (xTimeInMs))
#define portMAX_DELAY ((TickType_t) 0xffffffffUL)

#endif
