/* Excerpt of nginx 1.31.5, src/core/ngx_config.h (BSD licence): includes the headers of the system. */
#ifndef _NGX_CONFIG_H_INCLUDED_
#define _NGX_CONFIG_H_INCLUDED_

#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

#endif
