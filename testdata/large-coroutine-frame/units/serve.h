void answer(int fd);
void log_line(int fd);
