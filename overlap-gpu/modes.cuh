// What is measured: the modes, who adds up the rows of P, and what a kernel is given. README.md explains each mode.
#pragma once
#include <cuda_fp16.h>
#include <cuda_runtime.h>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#define CK(x) do { cudaError_t e_ = (x); if (e_ != cudaSuccess) { fprintf(stderr, "%s:%d %s\n", __FILE__, __LINE__, cudaGetErrorString(e_)); exit(1); } } while (0)

enum Mode { M_S, M_P, M_O, M_OS, M_FLAT, M_MAS, M_EARLY, M_FREE, M_NONE, M_LOCK, M_MACV, M_VECM, M_P2, M_OS2, M_TOKEN, M_SITU, MODES };
static const char* MODE_NAME[] = {"S", "P", "O", "OS", "flat", "mas", "mas-early", "mas-free", "none", "lockstep", "mac|vec", "vec|mac", "P2", "OS2", "token", "in flat"};
enum Sums { VECTOR, VECTOR_LATE, MATRIX_LATE, VECTOR_RAW, MATRIX_RAW };
static const char* SUMS_NAME[] = {"vector", "vector-late", "matrix", "vector-raw", "matrix-raw"};

struct Args {
  const uint4 *q, *k, *v;   // in core-matrix order: 8 rows of 16 bytes are 128 contiguous bytes
  float* out;
  long long* t;             // [cta][rep][warp][2]
  int nb, other, vrep, reps;
  float c;
};
#ifndef SHAPE
#define SHAPE -1
#endif
constexpr int REPS = 9;
