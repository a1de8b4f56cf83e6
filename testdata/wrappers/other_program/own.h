/* Another program's own function, which happens to have the library's name. */
#ifndef OWN_H
#define OWN_H
void process_all(void);
#endif
